import type { CallDataView, ViewField } from '../view.js';
import { plainText } from '../view.js';

/**
 * `<callData>` with one element a field; one whose key is no plain XML name is `<field name="…">`. Characters that XML has
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

/**
 * A name that every parser takes, also those of the first editions of XML, which know few scripts: ASCII alone, without
 * a colon, since no prefix is declared, and without the names that XML keeps for itself.
 * @see https://www.w3.org/TR/xml-names/#NT-NCName
 */
const NAME = /^(?!xml)[a-z_][a-z0-9_.-]*$/i;

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
