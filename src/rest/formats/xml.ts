import type { CallDataView, ViewField } from '../view.js';
import { plainText } from '../view.js';

/**
 * `<callData>` with one element a field; one whose key is no XML name is `<field name="…">`. Characters that XML has
 * no way to say are left out.
 * @see https://www.w3.org/TR/xml/#charsets
 */
export const xml = {
  contentType: 'application/xml; charset=utf-8',
  async write({ known, defined }: CallDataView): Promise<string> {
    // It takes longer to load than all the rest of the room, and few ask for XML.
    const { create } = await import('xmlbuilder2');
    const root = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '' }).ele('callData');
    for (const field of [...known, ...defined]) {
      const element = isName(field) ? root.ele(field.name) : root.ele('field', { name: ampersandsEscaped(field.name) });
      element.txt(ampersandsEscaped(plainText(field.value)));
    }
    return withLineEnds(root.end());
  },
};

/** @see https://www.w3.org/TR/xml-names/#NT-NCName */
const FIRST =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c-\\u200d\\u2070-\\u218f' +
  '\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const FURTHER = `${FIRST}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f-\\u2040`;
// Without a colon, since no prefix is declared, and without the names that XML keeps for itself.
const NAME = new RegExp(`^(?![Xx][Mm][Ll])[${FIRST}][${FURTHER}]*$`, 'u');

function isName({ name }: ViewField): boolean {
  return NAME.test(name);
}

// The library takes `&lt;` and even `&nbsp;` for markup that its caller wrote, and passes them on as they are.
function ampersandsEscaped(text: string): string {
  return text.replaceAll('&', '&amp;');
}

const LINE_END = /[\r\x85\u2028\u2029]/g;
const ATTRIBUTE = /<field name="[^"]*"/g;

// A parser reads a bare carriage return as a line feed, and any line end in an attribute as a space.
function withLineEnds(document: string): string {
  return document.replace(LINE_END, reference).replace(ATTRIBUTE, (tag) => tag.replace(/[\n\t]/g, reference));
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
