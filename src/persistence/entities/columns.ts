import { BigIntType } from '@mikro-orm/core';

// Column kinds that mean the same in SQLite and PostgreSQL. JSON is text in both: jsonb would lose the order of
// keys, the digits of wide numbers and NUL. Functions, since a decorator changes the options it is given.

/** An internal id, or a point in time in milliseconds. */
export const wide = () => ({ type: new BigIntType('number') });
export const wideOrNull = () => ({ ...wide(), nullable: true });
/** A small whole number. */
export const whole = () => ({ type: 'integer' });
export const wholeOrNull = () => ({ ...whole(), nullable: true });
export const realOrNull = () => ({ type: 'double', nullable: true });
export const flag = () => ({ type: 'boolean' });
export const flagOrNull = () => ({ ...flag(), nullable: true });
export const text = () => ({ type: 'text' });
export const textOrNull = () => ({ ...text(), nullable: true });
/** A list of words, as a JSON array in text. */
export const words = () => ({ type: 'json', columnType: 'text' });
