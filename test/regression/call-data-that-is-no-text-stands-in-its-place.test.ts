import { expect, test } from '@jest/globals';
import { callerOf } from '../../src/domain/caller.js';
import { FORMATS } from '../../src/rest/formats.js';
import { inputOf } from '../../src/rest/input.js';
import { viewOf } from '../../src/rest/view.js';
import { readHtml, readXml } from '../support/markup.js';

// A number or an object as content came after the conversation id, and read `undefined` in html and text.

function viewAfter(input: string) {
  const { body, ...said } = inputOf(Buffer.from(`{"input":${input}}`), 10);
  if (!('record' in said)) throw new Error('The input is a record.');
  const { callId, callerRaw, content, conversationId, fields } = said.record;
  const times = { storedAt: Date.parse('2024-02-27T12:16:23.926Z'), expiresAt: 0 };
  const record = { id: 1, callId, caller: callerOf(callerRaw, 'DE'), content, conversationId, fields, ...times };
  return viewOf(record, { language: 'en', timeZone: 'Europe/Berlin' });
}

const HEAD = '{"caller":"+49","callid":"1","timestamp":"2024-02-27T12:16:23.926Z"';

test.each([
  ['{"steps": [1, "<"]}', '{"steps": [1, "<"]}'],
  ['17.50', '17.50'],
  ['true', 'true'],
])('content %s stands before the conversation id and is shown', async (given, shown) => {
  const view = viewAfter(`{"callerid":"+49","queue":"q","callid":"1","conversationid":"c","Content":${given}}`);
  expect(FORMATS.json.write(view)).toBe(`${HEAD},"content":${given},"conversationid":"c","queue":"q"}`);
  expect(readHtml(FORMATS.html.write(view)).cells[2]).toBe(shown);
  expect(FORMATS.text.write(view)).toContain(`Content: ${shown}\n`);
  const xml = readXml(await FORMATS.xml.write(view));
  expect(xml[3]).toEqual({ name: 'content', text: shown });
  expect(xml).toHaveLength(6);
});

test('a conversation id that is no text stands in its place as well', () => {
  const view = viewAfter('{"callerid":"+49","callid":"1","queue":"q","conversationId":{"id":7},"content":"text"}');
  expect(FORMATS.json.write(view)).toBe(`${HEAD},"content":"text","conversationid":{"id":7},"queue":"q"}`);
  expect(FORMATS.text.write(view)).toContain('Parloa-ID: {"id":7}\n');
});

test('a text counts before what is none, and null says nothing', () => {
  const both = viewAfter('{"callerid":"+49","callid":"1","Content":{"a":1},"content":"text"}');
  expect(FORMATS.json.write(both)).toBe(`${HEAD},"content":"text","Content":{"a":1}}`);
  const none = viewAfter('{"callerid":"+49","callid":"1","content":null}');
  expect(FORMATS.json.write(none)).toBe(`${HEAD}}`);
  expect(FORMATS.text.write(none)).toContain('Content: undefined\n');
});
