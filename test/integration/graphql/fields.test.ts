import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  buildSchema,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isSpecifiedScalarType,
} from 'graphql';
import { FOREIGN, recordOfEachKind } from '../../support/acme.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { ROOT } from '../../support/program.js';

// Reads bring the columns of the fields that a document names, and no others: each field needs its own columns alone.

const schema = buildSchema(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8'));
const LISTS = ['calls', 'transactions', 'hangups', 'stateTransitions', 'sessions'];
const DEEPEST = 3;
/** What can be asked without an argument. */
const QUESTIONS = Object.values(schema.getQueryType()?.getFields() ?? {})
  .filter(({ args }) => args.every((argument) => !isRequiredArgument(argument)))
  .map(({ name }) => name);

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
  await recordOfEachKind(gateway);
  const record = 'mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { created } }';
  const state = { id: 'state-1', name: 'Welcome', dialogName: 'main' };
  const turn = {
    ...{
      callId: FOREIGN.callId,
      callerId: FOREIGN.caller,
      from: state,
      to: { ...state, id: 'state-2' },
      responseTimeMs: 7,
    },
    ...{
      handledBy: state,
      handled: 'GLOBALLY',
      explicitlyHandled: true,

      endTalk: true,
      language: 'de',
    },
    ...{ intent: { name: 'Hilfe', confidence: 0.5, sourceId: 'i-1' }, slots: { city: 'Bonn' }, platform: 'phone' },
  };
  const transactions = [
    { ...turn, transactionId: 'one', requestTimestamp: '2024-02-27T12:17:00Z' },
    { ...turn, transactionId: 'end', requestTimestamp: '2024-02-27T12:18:00Z', kind: 'HANGUP' },
  ];
  const { data, errors } = await gateway.graphql(record, { input: { transactions } });
  expect(errors).toBeUndefined();
  expect(data.recordTransactions.created).toBe(2);
});
afterAll(() => gateway.dispose());

/** The ways from a type down to the fields that hold values. */
function pathsOf(type: GraphQLObjectType, depth = 1): string[][] {
  return Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(({ type, defaultValue }) => String(type).endsWith('!') && defaultValue === undefined))
      return [];
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [[field.name]];
    if (!isObjectType(inner) || depth === DEEPEST) return [];
    return pathsOf(inner, depth + 1).map((rest) => [field.name, ...rest]);
  });
}

/** The document that asks for all these ways at once. */
function selectionOf(ways: readonly (readonly string[])[]): string {
  const inner = Map.groupBy(
    ways.filter((way) => way.length > 0),
    ([name]) => name,
  );
  const fields = [...inner].map(([name, some]) => `${name} ${selectionOf(some.map((way) => way.slice(1)))}`);
  return fields.length === 0 ? '' : `{ ${fields.join(' ')} }`;
}

/** What stands at the end of a way, through lists. */
function at(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => at(one, name === undefined ? [] : [name, ...rest]));
  if (name === undefined || value === null) return value;
  return at((value as Record<string, unknown>)[name], rest);
}

/** The leaves of an answer that are not what the schema says they are, by their ways. */
function wrongLeaves(type: GraphQLOutputType, value: unknown, way: string): string[] {
  if (isNonNullType(type)) return value === null ? [way] : wrongLeaves(type.ofType, value, way);
  if (value === null) return [];
  if (isListType(type)) {
    return (value as unknown[]).flatMap((one, index) => wrongLeaves(type.ofType, one, `${way}.${index}`));
  }
  if (isObjectType(type)) {
    const fields = type.getFields();
    return Object.entries(value as object).flatMap(([name, inner]) =>
      wrongLeaves(fields[name]?.type as GraphQLOutputType, inner, `${way}.${name}`),
    );
  }
  if (isEnumType(type)) return type.getValue(String(value)) === undefined ? [`${way}: ${value}`] : [];
  return isLeafOf(type as GraphQLScalarType, value) ? [] : [`${way}: ${value}`];
}

/** Whether its serialiser would leave it as it is; the schema's own scalars are serialised in any case. */
function isLeafOf(type: GraphQLScalarType, value: unknown): boolean {
  try {
    return !isSpecifiedScalarType(type) || type.serialize(value) === value;
  } catch {
    return false;
  }
}

// Compiled documents take built-in scalars and enums as they are found.
test.each(QUESTIONS)('Each leaf of %s is what its type says', async (name) => {
  const type = schema.getQueryType()?.getFields()[name]?.type as GraphQLOutputType;
  const inner = getNamedType(type);
  const ways = isObjectType(inner) ? pathsOf(inner, 0).map((way) => [name, ...way]) : [[name]];
  // All at once would cost more than one document may.
  for (const some of Map.groupBy(ways, (way) => way.slice(0, 3).join(' ')).values()) {
    const { data, errors } = await gateway.graphql(selectionOf(some), {}, gateway.keys.admin);
    expect(errors).toBeUndefined();
    expect(wrongLeaves(type, data[name], name)).toEqual([]);
  }
});

test.each(['calls', 'transactions', 'hangups', 'sessions'])('Each field of %s is the same by its id', async (list) => {
  const connection = getNamedType(schema.getQueryType()?.getFields()[list]?.type) as GraphQLObjectType;
  const type = getNamedType(connection.getFields()['nodes']?.type) as GraphQLObjectType;
  const fields = selectionOf(pathsOf(type));
  const { data, errors } = await gateway.graphql(`{ ${list}(first: 5) { nodes ${fields} } }`, {}, gateway.keys.admin);
  expect(errors).toBeUndefined();
  const { nodes } = data[list];
  const byId = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type.name} ${fields} } }`;
  const ids = nodes.map(({ id }: { id: string }) => id);
  expect((await gateway.graphql(byId, { ids }, gateway.keys.admin)).data.nodes).toEqual(nodes);
});

test.each(LISTS)('Each field of %s asked alone is what it is among all others', async (list) => {
  const connection = schema.getQueryType()?.getFields()[list]?.type;
  const type = getNamedType((getNamedType(connection) as GraphQLObjectType).getFields()['nodes']?.type);
  const ways = pathsOf(type as GraphQLObjectType).map((way) => [list, 'nodes', ...way]);
  expect(ways.length).toBeGreaterThan(20);
  const ask = async (selection: string) => {
    const { data, errors } = await gateway.graphql(selection, {}, gateway.keys.read);
    expect(errors).toBeUndefined();
    return data;
  };
  const whole = await ask(selectionOf(ways));
  for (const way of ways) {
    expect({ way, value: at(await ask(selectionOf([way])), way) }).toEqual({ way, value: at(whole, way) });
  }
});
