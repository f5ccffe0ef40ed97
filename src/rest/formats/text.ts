import { type CallDataView, plainText } from '../view.js';

/** One `label: value` a line: the five rows, then the user-defined fields. Each stays on its line. */
export const text = {
  contentType: 'text/plain; charset=utf-8',
  write({ rows, defined }: CallDataView): string {
    const fields = defined.map(({ name, value }) => ({ label: name, value: plainText(value) }));
    return [...rows, ...fields].map(({ label, value }) => `${onOneLine(label)}: ${onOneLine(value)}\n`).join('');
  },
};

/** @see https://www.unicode.org/reports/tr18/#Line_Boundaries */
const LINE_BREAK = /\r\n|[\n\v\f\r\x85\u2028\u2029]/g;
const FORBIDDEN = /[\p{Surrogate}\p{Noncharacter_Code_Point}]|(?!\t)\p{Control}/gu;

function onOneLine(value: string): string {
  return value.replace(LINE_BREAK, ' ').replace(FORBIDDEN, '');
}
