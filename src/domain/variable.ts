import type { JsonText } from './source.js';

/** A value that the bot kept; the id never changes, the name may. */
export interface Variable {
  readonly id: string;
  readonly name: string | null;
  readonly value: JsonText | null;
}
