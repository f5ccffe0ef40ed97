import { badInput } from '../domain/errors.js';

const POSITION = /^v1:(0|[1-9]\d{0,15})$/;
const MAXIMUM_LENGTH = 64;

/** The cursor that continues after an entry: opaque to whoever holds it, and the same in every process. */
export function encodeCursor(seq: number): string {
  return Buffer.from(`v1:${seq}`).toString('base64url');
}

/** The number of the entry that a cursor stands behind; throws BAD_USER_INPUT for what is no cursor. */
export function decodeCursor(cursor: string): number {
  const text = cursor.length > MAXIMUM_LENGTH ? '' : Buffer.from(cursor, 'base64url').toString('latin1');
  const seq = Number(POSITION.exec(text)?.[1]);
  // Only what was given out comes back in the very same letters.
  if (!Number.isSafeInteger(seq) || encodeCursor(seq) !== cursor) throw unknownCursor();
  return seq;
}

/** The cursor never stood in this log. */
export function unknownCursor(): Error {
  return badInput('This is no cursor of this log.', 'after');
}
