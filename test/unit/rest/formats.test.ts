import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CallDataRecord } from '../../../src/domain/call-data.js';
import { FORMATS } from '../../../src/rest/formats.js';
import { viewOf } from '../../../src/rest/view.js';
import { anyText, HOSTILE } from '../../support/hostile.js';
import { readHtml, readXml } from '../../support/markup.js';

const BERLIN = { language: 'de', timeZone: 'Europe/Berlin' } as const;
const ENGLISH = { language: 'en', timeZone: 'Europe/Berlin' } as const;
const LONG = 'long & <long> '.repeat(20_000);

function recordWith(said: { caller?: string; callId?: string } & Partial<Omit<CallDataRecord, 'caller' | 'callId'>>) {
  const { caller: raw = '+111111111', callId = '145644644ff', ...rest } = said;
  const storedAt = Date.parse('2024-02-27T12:16:23.926Z');
  const known = { id: 1, callId, content: 'Postman tests', conversationId: null, fields: '{}', storedAt };
  return {
    ...known,
    expiresAt: storedAt,
    caller: { raw, e164: null, kind: 'PHONE', redacted: false },
    ...rest,
  } as const;
}

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/calldata/${name}`, import.meta.url), 'utf8');
const htmlOf = (record: CallDataRecord, reader: Parameters<typeof viewOf>[1] = BERLIN) =>
  FORMATS.html.write(viewOf(record, reader));
const textOf = (record: CallDataRecord) => FORMATS.text.write(viewOf(record, BERLIN));
const xmlOf = (record: CallDataRecord) => FORMATS.xml.write(viewOf(record, BERLIN));

/** What XML, or HTML, has no way to say. */
const withoutXmlForbidden = (text: string) =>
  text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
const withoutHtmlForbidden = (text: string) =>
  text.replace(/[^\t\n\f\r\x20-\x7e\xa0-\ud7ff\ue000-\u{10ffff}]|\p{Noncharacter_Code_Point}/gu, '');

describe('html', () => {
  test('is the page that clients know, byte for byte', () => {
    expect(htmlOf(recordWith({}))).toBe(fixture('get.de.html'));
    expect(htmlOf(recordWith({}), ENGLISH)).toBe(fixture('get.en.html'));
  });

  test('tells German times in the zone of the client, in summer and at midnight', () => {
    const at = (instant: string, timeZone: string) =>
      readHtml(htmlOf(recordWith({ storedAt: Date.parse(instant) }), { language: 'de', timeZone })).cells[1];
    expect(at('2024-07-01T22:00:00.999Z', 'Europe/Berlin')).toBe('02.07.2024 00:00:00');
    expect(at('2024-02-09T03:04:05.000Z', 'America/New_York')).toBe('08.02.2024 22:04:05');
  });

  test.each([...HOSTILE, LONG])('keeps a value a value: %p', (hostile) => {
    const fields = JSON.stringify({ [hostile]: hostile });
    const record = recordWith({ caller: hostile, callId: hostile, content: hostile, conversationId: hostile, fields });
    const { shape, cells } = readHtml(htmlOf(record));
    expect(shape).toBe(readHtml(fixture('get.de.html')).shape);
    const shown = withoutHtmlForbidden(hostile).replace(/\r\n?/g, '\n');
    expect(cells.filter((_, index) => index !== 1)).toEqual(Array(4).fill(shown));
  });

  test('is well-formed whatever it says', () => {
    const { shape } = readHtml(fixture('get.de.html'));
    fc.assert(
      fc.property(anyText, (content) => {
        expect(readHtml(htmlOf(recordWith({ content, conversationId: content }))).shape).toBe(shape);
      }),
    );
  });
});

describe('xml', () => {
  test('is what stands in the golden file', async () => {
    const fields =
      '{"queue":"sales","10":1.50,"a b":null,"nested":{"b": [1, "<"]},"xmlId":true,"ns:key":"line\\r\\nend"}';
    expect(await xmlOf(recordWith({ conversationId: 'c-1', fields }))).toBe(fixture('get.xml').trimEnd());
  });

  test.each([...HOSTILE, LONG])('keeps a value a value, and a key a key: %p', async (hostile) => {
    const fields = JSON.stringify({ [`${hostile} `]: hostile, plain: { [hostile]: hostile } });
    const record = recordWith({ caller: hostile, callId: hostile, content: hostile, conversationId: hostile, fields });
    const read = readXml(await xmlOf(record));
    const shown = withoutXmlForbidden(hostile);
    const names = ['caller', 'callid', 'timestamp', 'content', 'conversationid', `${shown} `, 'plain'];
    expect(read.map(({ name }) => name)).toEqual(names);
    const texts = read.filter(({ name }) => name !== 'timestamp' && name !== 'plain').map(({ text }) => text);
    expect(texts).toEqual(Array(5).fill(shown));
    expect(JSON.parse(read.at(-1)?.text ?? '')).toEqual({
      [withoutNoncharacters(hostile)]: withoutNoncharacters(hostile),
    });
  });

  test('is well-formed whatever it says', async () => {
    const property = fc.asyncProperty(anyText, anyText, async (key, value) => {
      const fields = JSON.stringify({ [key]: value });
      const read = readXml(await xmlOf(recordWith({ content: value, fields })));
      expect(read.find(({ name }) => name === 'content')?.text).toBe(withoutXmlForbidden(value));
      const known = ['caller', 'callid', 'timestamp', 'content'];
      if (!known.includes(key))
        expect(read.at(-1)).toEqual({ name: withoutXmlForbidden(key), text: withoutXmlForbidden(value) });
    });
    await fc.assert(property);
  });
});

// Inside nested JSON, controls and half pairs have escapes; U+FFFE and U+FFFF have none.
const withoutNoncharacters = (text: string) => text.replace(/[\ufffe\uffff]/g, '');

describe('text', () => {
  test('is what stands in the golden file', () => {
    const fields = '{"queue":"sales","10":1.50,"a b":null,"nested":{"b": [1, "<"]},"two\\nlines":"one\\r\\ntwo"}';
    expect(textOf(recordWith({ fields }))).toBe(fixture('get.de.txt'));
  });

  test.each([...HOSTILE, LONG])('keeps every value on its line: %p', (hostile) => {
    const fields = JSON.stringify({ [`${hostile} `]: hostile, plain: 1 });
    const lines = textOf(recordWith({ caller: hostile, callId: hostile, content: hostile, fields })).split(
      /[\n\r\v\f\x85\u2028\u2029]/,
    );
    const labels = ['Telefonnummer: ', 'Datum: ', 'Inhalt: ', 'Anruf-ID: ', 'Parloa-ID: undefined', '', 'plain: 1', ''];
    expect(lines).toHaveLength(labels.length);
    for (const [index, label] of labels.entries()) expect(lines[index]?.startsWith(label)).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(lines.join('')).not.toMatch(/[\0-\x08\x0e-\x1f\x7f-\x9f]|\p{Surrogate}/u);
  });
});
