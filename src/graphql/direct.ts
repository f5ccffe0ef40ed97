import type { GraphQLField, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { GraphQLError, isInterfaceType, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { DomainError } from '../domain/errors.js';
import { encodeId, type NodeTypeName, typeOfNode } from './node/node.js';

type Handler =
  | ReturnType<typeof getMetadataStorage>['fieldResolvers'][number]
  | ReturnType<typeof getMetadataStorage>['queries'][number];
type Parameter = NonNullable<Handler['params']>[number];
type Arguments = Record<string, unknown>;
type Pick = (root: unknown, args: Arguments, context: unknown, info: GraphQLResolveInfo) => unknown;

/**
 * Lets the executor call the resolvers' methods without type-graphql's wrapper. The wrapper copies every input into an
 * instance of its class and makes a promise of every argument, which costs more than the work of a plain resolver;
 * the schema stays as the decorators say.
 */
export function callDirectly(schema: GraphQLSchema): void {
  const { queries, mutations, subscriptions, fieldResolvers, objectTypes } = getMetadataStorage();
  const instances = new Map<unknown, Record<string, (...values: unknown[]) => unknown>>();
  const instanceOf = (target: unknown) => {
    const known = instances.get(target);
    if (known !== undefined) return known;
    const made = new (target as new () => Record<string, (...values: unknown[]) => unknown>)();
    instances.set(target, made);
    return made;
  };
  const bind = (field: GraphQLField<unknown, unknown> | undefined, handler: Handler) => {
    if (field !== undefined) field.resolve = resolverOf(instanceOf(handler.target), handler);
  };

  for (const handler of queries) bind(schema.getQueryType()?.getFields()[handler.schemaName], handler);
  for (const handler of mutations) bind(schema.getMutationType()?.getFields()[handler.schemaName], handler);
  for (const handler of subscriptions) bind(schema.getSubscriptionType()?.getFields()[handler.schemaName], handler);
  for (const handler of fieldResolvers) {
    const owner = handler.getObjectType?.();
    const type = schema.getType(objectTypes.find((known) => known.target === owner)?.name ?? '');
    if (isObjectType(type)) bind(type.getFields()[handler.schemaName], handler);
  }
  resolveNodes(schema);
}

function resolverOf(instance: Record<string, (...values: unknown[]) => unknown>, handler: Handler): Pick {
  const picks = [...(handler.params ?? [])].sort((one, other) => one.index - other.index).map(pickOf);
  const method = instance[handler.methodName];
  if (method === undefined) throw new Error(`No method for ${handler.schemaName}.`);
  return (root, args, context, info) => {
    try {
      const values = picks.map((pick) => pick(root, args, context, info));
      const result = method.apply(instance, values);
      return result instanceof Promise ? result.catch(rethrow) : result;
    } catch (error) {
      return rethrow(error);
    }
  };
}

/** graphql-js takes whatever has a path for an error that knows its place already, and a DomainError has one. */
function rethrow(error: unknown): never {
  throw error instanceof DomainError ? new GraphQLError(error.message, { originalError: error }) : error;
}

function pickOf(parameter: Parameter): Pick {
  switch (parameter.kind) {
    case 'root':
      return (root) => root;
    case 'arg':
      return (_root, args) => args[parameter.name];
    case 'args':
      return (_root, args) => args;
    case 'context':
      return (_root, _args, context) => context;
    default:
      throw new Error(`A resolver cannot be given ${parameter.kind}.`);
  }
}

/** Global ids are written here, for every type at once; and graphql-jit needs a type resolver that makes no promise. */
function resolveNodes(schema: GraphQLSchema): void {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('The schema has no Node.');
  node.resolveType = typeOfNode;
  for (const type of schema.getPossibleTypes(node)) {
    const field = type.getFields()['id'];
    if (field !== undefined) field.resolve = (row: { id: number }) => encodeId(type.name as NodeTypeName, row.id);
  }
}
