/** A body that no vendor means. */
export interface MalformedBody {
  readonly name: string;
  readonly body: Buffer;
}

const said = (name: string, text: string): MalformedBody => ({ name, body: Buffer.from(text) });

/** What is wrong whoever delivers it: not JSON, not an object, too deep, or an object that says nothing. */
export const MALFORMED: readonly MalformedBody[] = [
  said('nothing', ''),
  said('blank', ' \n\t '),
  said('a form', 'transactionId=1&conversation=2'),
  said('a page', '<!doctype html><title>502</title>'),
  said('a cut-off object', '{"conversation":"c","name":'),
  said('two values', '{} {}'),
  said('a trailing comma', '[{},]'),
  said('single quotes', "{'conversation':'c'}"),
  said('a bare word', 'undefined'),
  said('no number', '[NaN,Infinity]'),
  said('a control character in a string', '{"conversation":"a\u0000b"}'),
  { name: 'broken UTF-8', body: Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]) },
  { name: 'UTF-16', body: Buffer.from('{"conversation":"c"}', 'utf16le') },
  { name: 'bytes', body: Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256)) },
  said('null', 'null'),
  said('a number', '17'),
  said('a number that no double holds', '1e400'),
  said('a string', '"text"'),
  said('a string of one NUL', '"\\u0000"'),
  said('half a surrogate pair', '"\\ud83d"'),
  said('an empty object', '{}'),
  said('lists in a list', '[[],[[]]]'),
  said('everything that is no object', '[null,true,0,"","x",[]]'),
  said('an object under __proto__', '{"__proto__":{"transactionId":"t","conversation":"c","event":"e"}}'),
  said('an object under constructor', '{"constructor":{"prototype":{"name":"hangup"}},"toString":1}'),
  said('fields of the wrong case', '{"TRANSACTIONID":"t","CONVERSATION":"c","EVENT":"started"}'),
  said('a deep list', '['.repeat(200_000) + ']'.repeat(200_000)),
  said('a deep object', `${'{"data":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  said('a list that is never closed', '['.repeat(1_000_000)),
  said('more items than are taken', `[${'{},'.repeat(1_500)}{}]`),
  said('10 MB of text', JSON.stringify('x'.repeat(10_000_000))),
  said('10 MB of one field', JSON.stringify({ conversation: 'x'.repeat(10_000_000) })),
  said('10 MB of blanks', `${' '.repeat(10_000_000)}{}`),
  said('10 MB of keys', `{${Array.from({ length: 450_000 }, (_, key) => `"key-${key}":[${key}]`).join(',')}}`),
  said('10 MB of digits', `{"transactionId":${'7'.repeat(10_000_000)}}`),
  said('more than is taken', JSON.stringify({ conversation: 'x'.repeat(11_000_000) })),
];

/** JSON texts that stand where something else is expected. */
export const WRONG_VALUES: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '0.5',
  '1e400',
  '12345678901234567890',
  '""',
  '"   "',
  '"\\u0000"',
  '"\\ud83d"',
  '"text"',
  '"2024-02-30T25:61:61Z"',
  JSON.stringify('ö'.repeat(500)),
  JSON.stringify('€'.repeat(501)),
  JSON.stringify('x'.repeat(100_000)),
  '[]',
  '[null]',
  '[[1]]',
  '{}',
  '{"id":{}}',
  '{"__proto__":{"id":"x"}}',
];

/** The texts of a payload in which one value is another: each place in it, with each wrong value. */
export function withWrongValues(payload: unknown): { readonly place: string; readonly texts: readonly string[] }[] {
  return placesIn(payload, []).map((path) => ({
    place: path.join('.'),
    texts: WRONG_VALUES.map((text) => JSON.stringify(replaced(payload, path, MARK)).replace(`"${MARK}"`, () => text)),
  }));
}

const MARK = 'the value that is replaced';

function placesIn(value: unknown, path: readonly string[]): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, member]) => placesIn(member, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: string): unknown {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const members = copy as Record<string, unknown>;
  members[key] = replaced(members[key], rest, by);
  return copy;
}
