import { json } from './formats/json.js';
import type { CallDataView } from './view.js';

/** How a record is written for a client. */
export interface Format {
  readonly contentType: string;
  write(view: CallDataView): string;
}

const FORMATS: ReadonlyMap<string, Format> = new Map([['json', json]]);

/** The format of this name; null where there is none. */
export function formatNamed(name: string): Format | null {
  return FORMATS.get(name) ?? null;
}
