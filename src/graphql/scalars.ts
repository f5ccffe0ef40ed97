import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { formatInstant, parseInstant } from '../domain/instant.js';
import { parseExact } from '../domain/json.js';
import type { Instant, JsonText } from '../domain/source.js';

/**
 * A point in time; inside it is a number of milliseconds.
 * @see https://www.rfc-editor.org/rfc/rfc3339
 */
export const DateTimeScalar = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  description: 'A point in time: RFC 3339, given in UTC with milliseconds, e.g. `2023-03-02T17:11:45.602Z`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: (value) => formatInstant(value as Instant),
  parseValue: instantOf,
  parseLiteral: (node) => instantOf(node.kind === Kind.STRING ? node.value : null),
});

function instantOf(value: unknown): Instant {
  const instant = typeof value === 'string' ? parseInstant(value) : null;
  if (instant === null) throw new TypeError('Expected an RFC 3339 date and time with an offset.');
  return instant;
}

/** How deep a JSON value may be nested: what handles it later calls itself once a level. */
const DEEPEST = 64;

/** Any JSON value; inside it is always JSON text, so that every digit and the order of keys stay. */
export const JsonScalar = new GraphQLScalarType<JsonText, unknown>({
  name: 'JSON',
  description: 'Any JSON value, as the source sent it: every digit of a number and the order of keys are kept.',
  serialize: (text) => parseExact(text as JsonText),
  parseValue: (value) => {
    const text = JSON.stringify(value);
    if (text === undefined || (text.length > 2 * DEEPEST && isDeeper(value, DEEPEST))) {
      throw new TypeError('Expected a JSON value that is not nested too deeply.');
    }
    return text;
  },
  parseLiteral: jsonTextOf,
});

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function jsonTextOf(node: ValueNode): JsonText {
  switch (node.kind) {
    case Kind.STRING:
      return JSON.stringify(node.value);
    case Kind.INT:
    case Kind.FLOAT:
      // The literal's own digits: GraphQL's numbers are JSON's.
      return node.value;
    case Kind.BOOLEAN:
      return String(node.value);
    case Kind.NULL:
      return 'null';
    case Kind.LIST:
      return `[${node.values.map(jsonTextOf).join(',')}]`;
    case Kind.OBJECT:
      return `{${node.fields.map((field) => `${JSON.stringify(field.name.value)}:${jsonTextOf(field.value)}`).join(',')}}`;
    default:
      throw new TypeError('Expected a JSON value; give a whole value as a variable, not a part of one.');
  }
}
