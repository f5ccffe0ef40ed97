import { badInput, ErrorCode } from '../../domain/errors.js';
import type { RecordError } from '../../domain/record.js';

/** Characters that an identifier may have at the most. */
export const LONGEST_ID = 500;

/** Characters that a name may have at the most: names are indexed, and an index holds no more. */
const LONGEST_NAME = 500;

/** Something wrong with a recording's input; the path leads to it. */
export function problem(message: string, path: readonly string[]): RecordError {
  return { code: ErrorCode.BAD_USER_INPUT, message, path };
}

/** What is wrong with an identifier: it must say something and not be endless. */
export function idProblem(value: string, ...path: string[]): RecordError | null {
  if (value.trim() === '') return problem('Must not be empty.', path);
  return value.length > LONGEST_ID ? problem(`Must not be longer than ${LONGEST_ID} characters.`, path) : null;
}

/** What is wrong with a name or a source's own word, where there is one: it must not be endless. */
export function nameProblem(value: string | null | undefined, ...path: string[]): RecordError | null {
  const long = value != null && value.length > LONGEST_NAME;
  return long ? problem(`Must not be longer than ${LONGEST_NAME} characters.`, path) : null;
}

/** What is wrong with a number that counts something. */
export function countProblem(value: number | null | undefined, ...path: string[]): RecordError | null {
  return value != null && value < 0 ? problem('Must not be negative.', path) : null;
}

/** Throws what is wrong as BAD_USER_INPUT with its path; null is nothing. */
export function demand(wrong: RecordError | null): void {
  if (wrong !== null) throw badInput(wrong.message, ...wrong.path);
}
