import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** What names something of a client's, by the names that arguments and input fields have. */
export type Identifiers = Readonly<Record<string, string>>;

/** A document about one root field, made from the schema, and its variables. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether an argument, beside those of filters, names something. */
  readonly names: boolean;
}

const SELECTION_DEPTH = 3;
/** What differs from answer to answer for reasons of its own. */
const UNSTABLE = /^(secret|prefix|cursor|startCursor|endCursor)$/;
const UNSTABLE_TYPES = new Set(['ID', 'DateTime']);

/** Asks for a root field with all that its arguments can name; `id` is what every argument of the type ID is given. */
export function questionOf(
  schema: GraphQLSchema,
  operation: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
  identifiers: Identifiers,
  id: string,
): Question {
  const given = field.args.map((argument) => ({ argument, value: givenTo(argument, identifiers, id) }));
  const used = given.filter(({ value }) => value !== undefined);
  const definitions = used.map(({ argument: { name, type } }) => `$${name}: ${type}`).join(', ');
  const passed = used.map(({ argument: { name } }) => `${name}: $${name}`).join(', ');
  const selection = selectionOf(schema, field.type, SELECTION_DEPTH);
  const head = `${operation} Q${definitions === '' ? '' : `(${definitions})`}`;
  return {
    query: `${head} { ${field.name}${passed === '' ? '' : `(${passed})`} ${selection} }`,
    variables: Object.fromEntries(used.map(({ argument, value }) => [argument.name, value])),
    names: used.some(
      ({ argument }) => argument.name !== 'filter' && namesSomething(argument.type, argument.name, identifiers),
    ),
  };
}

function namesSomething(type: GraphQLInputType, name: string, identifiers: Identifiers): boolean {
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    return Object.values(named.getFields()).some((field) => namesSomething(field.type, field.name, identifiers));
  }
  return named.name === 'ID' || (named.name === 'String' && name in identifiers);
}

function givenTo(given: GraphQLArgument | GraphQLInputField, identifiers: Identifiers, id: string): unknown {
  const required =
    'deprecationReason' in given &&
    (isRequiredArgument(given as GraphQLArgument) || isRequiredInputField(given as GraphQLInputField));
  return made(given.type, given.name, identifiers, id, required);
}

function made(type: GraphQLInputType, name: string, identifiers: Identifiers, id: string, required: boolean): unknown {
  if (isNonNullType(type)) return made(type.ofType, name, identifiers, id, true);
  if (isListType(type)) {
    const item = made(type.ofType, name.replace(/s$/, ''), identifiers, id, required);
    return item === undefined ? undefined : [item];
  }
  if (isInputObjectType(type)) {
    const entries = Object.values(type.getFields()).map((field) => [field.name, givenTo(field, identifiers, id)]);
    const known = entries.filter(([, value]) => value !== undefined);
    return known.length === 0 && !required ? undefined : Object.fromEntries(known);
  }
  if (type.name === 'ID') return id;
  if (type.name === 'String' && name in identifiers) return identifiers[name];
  if (!required) return undefined;
  if (isEnumType(type)) return type.getValues()[0]?.name;
  return PLAIN[type.name];
}

const PLAIN: Readonly<Record<string, unknown>> = {
  String: 'x',
  Int: 1,
  Float: 0.5,
  Boolean: true,
  JSON: {},
  DateTime: '2024-02-27T12:16:23.926Z',
};

/** What the types of an interface have, but for fields that are of other types from one to the next. */
function partsOf(schema: GraphQLSchema, named: GraphQLInterfaceType): string {
  const types = schema.getPossibleTypes(named);
  const kinds = new Map<string, Set<string>>();
  for (const field of types.flatMap((type) => Object.values(type.getFields()))) {
    kinds.set(field.name, (kinds.get(field.name) ?? new Set()).add(String(field.type)));
  }
  const parts = types.map((type) => {
    const leaves = Object.values(type.getFields()).filter(
      (field) =>
        isLeafType(getNamedType(field.type)) &&
        !UNSTABLE_TYPES.has(getNamedType(field.type).name) &&
        !UNSTABLE.test(field.name) &&
        !field.args.some(isRequiredArgument) &&
        kinds.get(field.name)?.size === 1,
    );
    return `... on ${type.name} { __typename ${leaves.map(({ name }) => name).join(' ')} }`;
  });
  return parts.join(' ');
}

function selectionOf(schema: GraphQLSchema, type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isInterfaceType(named)) {
    return `{ __typename ${partsOf(schema, named)} }`;
  }
  if (!isObjectType(named)) return '{ __typename }';
  const fields = Object.values(named.getFields())
    .filter((field) => !UNSTABLE.test(field.name) && !field.args.some(isRequiredArgument))
    .map((field) => {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return UNSTABLE_TYPES.has(inner.name) ? '' : field.name;
      return depth > 1 ? `${field.name} ${selectionOf(schema, field.type, depth - 1)}` : '';
    });
  return `{ __typename ${fields.filter((field) => field !== '').join(' ')} }`;
}
