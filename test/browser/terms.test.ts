import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type GraphQLEnumType,
  getNamedType,
  isEnumType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { TERMS, type Terms } from '../../src/dashboard/language/term-words.js';

const PAGE = 'src/dashboard';
const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

/** Where the page has the words of an enum that its documents select. */
const WORDS: Readonly<Record<string, keyof Terms>> = {
  Basis: 'basis',
  BotOperationResult: 'botOperation',
  CallOutcome: 'outcome',
  Channel: 'channel',
  HangupReasonCode: 'reasonCode',
  Initiator: 'initiator',
  Sentiment: 'sentiment',
  Source: 'source',
};

/** Enums that decide what is shown, and are not shown as words. */
const UNSPOKEN = [
  'CallChange', // which calls the board takes in or out
  'CallStatus', // an open call is "Open" in the place of its outcome
  'Handling', // whether a turn was understood is said instead
  'MessageDirection', // the side on which a message stands
  'Scope', // which pages there are
  'SessionLifecycle', // its times are shown
  'TransactionKind', // how a turn looks
];

/** Words that are the same in both languages. */
const SAME = new Set(['Bot', 'Agent', 'Gateway', 'Chat', 'SMS', 'Neutral', ...Object.values(TERMS.en.source)]);

function selectedEnums(): GraphQLEnumType[] {
  const enums = new Set<GraphQLEnumType>();
  const types = new TypeInfo(schema);
  const field = () => {
    const type = getNamedType(types.getType());
    if (isEnumType(type)) enums.add(type);
  };
  for (const name of readdirSync(PAGE, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.graphql')) continue;
    visit(parse(readFileSync(`${PAGE}/${name}`, 'utf8')), visitWithTypeInfo(types, { Field: field }));
  }
  return [...enums];
}

test('every enum that the page asks for has words, or is known not to be shown', () => {
  const names = selectedEnums().map(({ name }) => name);
  expect(names.filter((name) => !(name in WORDS) && !UNSPOKEN.includes(name))).toEqual([]);
});

describe.each(Object.entries(WORDS))('every %s', (name, term) => {
  const values = (schema.getType(name) as GraphQLEnumType).getValues().map(({ name: value }) => value);
  const word = (language: 'en' | 'de', value: string) =>
    (TERMS[language][term] as Readonly<Record<string, string>>)[value];

  test.each(values)('%s has a word of its own in English and in German', (value) => {
    const [english, german] = [word('en', value), word('de', value)];
    expect([english, german].every((text) => text !== undefined && text !== '')).toBe(true);
    expect(english === german).toBe(SAME.has(english ?? ''));
  });
});
