import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import { badInput } from '../domain/errors.js';
import { coerceLeaf } from './leaves.js';

/** Where a value stands among the variables; written out only where something is wrong with it. */
interface Place {
  readonly key: string | number;
  readonly outer: Place | null;
}

type Coerce = (value: unknown, place: Place) => unknown;

/** Values of an operation's variables, as the resolvers get them. */
export type VariableValues = Record<string, unknown>;

/**
 * Compiles the reading of an operation's variables: by GraphQL's rules, but its errors say where a value is wrong and
 * never repeat it, and no list may be longer than `longestList`. Both executors are given the result.
 * @see https://spec.graphql.org/October2021/#sec-Coercing-Variable-Values
 */
export class VariableCoercion {
  private readonly known = new WeakMap<GraphQLInputType, Coerce>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly longestList: number,
  ) {}

  /** The function that reads the variables of one operation; throws BAD_USER_INPUT with the path. */
  compile(operation: OperationDefinitionNode): (given: VariableValues | null | undefined) => VariableValues {
    const variables = (operation.variableDefinitions ?? []).map((definition) => {
      const type = typeFromAST(this.schema, definition.type);
      if (!isInputType(type)) throw new Error('A variable of a valid document has an input type.');
      const preset = definition.defaultValue && valueFromAST(definition.defaultValue, type);
      const name = definition.variable.name.value;
      return { name, type, preset, coerce: this.coerceOf(type) };
    });
    return (given) => {
      const result: VariableValues = Object.create(null);
      for (const { name, type, preset, coerce } of variables) {
        const value = given != null && Object.hasOwn(given, name) ? given[name] : undefined;
        if (value !== undefined) result[name] = coerce(value, { key: name, outer: null });
        else if (preset !== undefined) result[name] = preset;
        else if (isNonNullType(type)) throw missing({ key: name, outer: null }, type);
      }
      return result;
    };
  }

  private coerceOf(type: GraphQLInputType): Coerce {
    const known = this.known.get(type);
    if (known !== undefined) return known;
    // Input types may hold themselves: the first call finds what is not known yet.
    this.known.set(type, (value, place) => made(value, place));
    const made = this.make(type);
    this.known.set(type, made);
    return made;
  }

  private make(type: GraphQLInputType): Coerce {
    if (isNonNullType(type)) {
      const inner = this.coerceOf(type.ofType);
      return (value, place) => {
        if (value === null || value === undefined) throw expected(type, place);
        return inner(value, place);
      };
    }
    if (isListType(type)) return this.list(this.coerceOf(type.ofType));
    if (isInputObjectType(type)) return this.object(type);
    const values = isEnumType(type) ? new Map(type.getValues().map(({ name, value }) => [name, value])) : null;
    return (value, place) => {
      if (value === null) return null;
      const result = values === null ? coerceLeaf(type as never, value) : values.get(value as string);
      if (result === undefined) throw expected(type, place);
      return result;
    };
  }

  private list(item: Coerce): Coerce {
    return (value, place) => {
      if (value === null) return null;
      if (!Array.isArray(value)) return [item(value, place)];
      if (value.length > this.longestList) throw wrong(place, `At most ${this.longestList} items are allowed`);
      return value.map((entry, index) => item(entry, { key: index, outer: place }));
    };
  }

  private object(type: GraphQLInputObjectType): Coerce {
    const fields = Object.values(type.getFields()).map((field) => ({ field, coerce: this.coerceOf(field.type) }));
    return (value, place) => {
      if (value === null) return null;
      if (typeof value !== 'object' || Array.isArray(value)) throw expected(type, place);
      const given = value as VariableValues;
      const result: VariableValues = {};
      let found = 0;
      for (const { field, coerce } of fields) {
        const entry = given[field.name];
        if (Object.hasOwn(given, field.name)) found++;
        if (entry !== undefined) result[field.name] = coerce(entry, { key: field.name, outer: place });
        else fill(result, field, place);
      }
      if (found < Object.keys(given).length) throw unknownField(type, given, place);
      return result;
    };
  }
}

function fill(result: VariableValues, field: GraphQLInputField, place: Place): void {
  if (field.defaultValue !== undefined) result[field.name] = field.defaultValue;
  else if (isNonNullType(field.type)) throw missing({ key: field.name, outer: place }, field.type);
}

function expected(type: GraphQLInputType, place: Place): Error {
  return wrong(place, `Expected ${type}`);
}

function missing(place: Place, type: GraphQLInputType): Error {
  return wrong(place, `Required, but not given: ${type}`);
}

const PLAIN_NAME = /^[_A-Za-z][_0-9A-Za-z]{0,63}$/;

/** Names the field, unless its name is no name at all: then it may be anything that the caller typed. */
function unknownField(type: GraphQLInputObjectType, given: VariableValues, place: Place): Error {
  const name = Object.keys(given).find((key) => !Object.hasOwn(type.getFields(), key)) ?? '';
  if (!PLAIN_NAME.test(name)) return wrong(place, `A field is not defined by type ${type}`);
  return wrong({ key: name, outer: place }, `Field "${name}" is not defined by type ${type}`);
}

function wrong(place: Place, what: string): Error {
  const path: string[] = [];
  for (let at: Place | null = place; at !== null; at = at.outer) path.unshift(String(at.key));
  return badInput(`${what} at ${path.join('.')}.`, ...path);
}
