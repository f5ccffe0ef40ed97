import { expect, test } from '@jest/globals';
import { callerOf } from '../../src/domain/caller.js';
import { FORMATS } from '../../src/rest/formats.js';
import { viewOf } from '../../src/rest/view.js';
import { readXml } from '../support/markup.js';

// Parsers of the first editions of XML know few scripts, and refused the whole document for one name.
const OTHER_SCRIPTS = ['größe', '名前', 'имя', 'ñ', 'a\u0300', 'x\u00b7', '\u{10400}', '_ü'];

test('a key of another script is the name of a field, not of an element', async () => {
  const fields = JSON.stringify(Object.fromEntries([...OTHER_SCRIPTS, 'queue', '_a-1.b'].map((name) => [name, name])));
  const caller = callerOf('+49', 'DE');
  const record = { id: 1, callId: '1', caller, content: null, conversationId: null, fields, storedAt: 0, expiresAt: 0 };
  const xml = await FORMATS.xml.write(viewOf(record, { language: 'de', timeZone: 'Europe/Berlin' }));
  const elements = [...xml.matchAll(/<([^\s/>?]+)/g)].map(([, name]) => name);
  for (const name of elements) expect(name).toMatch(/^[\x21-\x7e]+$/);
  for (const name of OTHER_SCRIPTS) expect(xml).toContain(`<field name="${name}">${name}</field>`);
  expect(xml).toContain('<queue>queue</queue><_a-1.b>_a-1.b</_a-1.b>');
  expect(
    readXml(xml)
      .slice(3)
      .map(({ name }) => name),
  ).toEqual([...OTHER_SCRIPTS, 'queue', '_a-1.b']);
});
