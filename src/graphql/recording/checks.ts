import { ErrorCode } from '../../domain/errors.js';
import type { RecordError } from '../../domain/record.js';

/** Characters that an identifier may have at the most. */
export const LONGEST_ID = 256;

/** Something wrong with a recording's input; the path leads to it. */
export function problem(message: string, path: readonly string[]): RecordError {
  return { code: ErrorCode.BAD_USER_INPUT, message, path };
}

/** What is wrong with an identifier: it must say something and not be endless. */
export function idProblem(value: string, ...path: string[]): RecordError | null {
  if (value.trim() === '') return problem('Must not be empty.', path);
  return value.length > LONGEST_ID ? problem(`Must not be longer than ${LONGEST_ID} characters.`, path) : null;
}

/** What is wrong with a number that counts something. */
export function countProblem(value: number | null | undefined, ...path: string[]): RecordError | null {
  return value != null && value < 0 ? problem('Must not be negative.', path) : null;
}
