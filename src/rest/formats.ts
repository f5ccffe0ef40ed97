import { html } from './formats/html.js';
import { json } from './formats/json.js';
import { text } from './formats/text.js';
import { xml } from './formats/xml.js';
import type { CallDataView } from './view.js';

/** How a record is written for a client. */
export interface Format {
  readonly contentType: string;
  write(view: CallDataView): string | Promise<string>;
}

/** Every format by its name in the query. */
export const FORMATS = { json, xml, html, text } as const satisfies Readonly<Record<string, Format>>;
export const FORMAT_NAMES = ['json', 'xml', 'html', 'text'] as const satisfies (keyof typeof FORMATS)[];
