import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLFormattedError,
  GraphQLScalarType,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { badInput } from '../domain/errors.js';
import { isCompilable } from './compilable.js';
import type { GraphqlContext } from './context.js';
import { costOf, hasVariablePages } from './cost.js';
import type { Presenter } from './errors.js';
import { type GraphqlLimits, tooExpensive } from './limits.js';
import { VariableCoercion, type VariableValues } from './variables.js';

/** An answer that is ready to be sent. */
export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

type Run = (
  root: unknown,
  context: GraphqlContext,
  variables: VariableValues,
) => ExecutionResult | Promise<ExecutionResult>;

/** An operation of a valid document, ready to run. */
export interface Prepared {
  readonly operation: OperationDefinitionNode;
  /** Names of all fields that the document mentions. */
  readonly fields: ReadonlySet<string>;
  /** Reads the variables; throws BAD_USER_INPUT. */
  readonly variables: (given: VariableValues | null | undefined) => VariableValues;
  /** Objects that it touches at the most, estimated; throws BAD_USER_INPUT where these are too many. */
  readonly cost: (variables: VariableValues) => number;
  readonly run: Run;
  /** The events of a subscription, each to be answered; an answer where there are none to be had. */
  readonly events: (
    context: GraphqlContext,
    variables: VariableValues,
  ) => Promise<AsyncIterable<unknown> | ExecutionResult>;
}

/**
 * Runs operations. Each is compiled by graphql-jit once and kept; what does not compile runs on graphql-js.
 * Variables are read before by `VariableCoercion`, so that both executors are given the same values.
 */
export class Executor {
  private readonly prepared: LRUCache<string, Prepared>;
  private readonly coercion: VariableCoercion;
  private readonly trusting: GraphQLSchema;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits: GraphqlLimits,
    private readonly present: Presenter,
    private readonly compiling = true,
  ) {
    this.prepared = new LRUCache({ max: limits.jitCacheSize });
    this.coercion = new VariableCoercion(schema, limits.batchItems);
    this.trusting = trustingSchema(schema);
  }

  /** An operation of a document that passed validation; `key` stands for the document. */
  prepare(key: string, document: DocumentNode, operationName: string | null | undefined): Prepared {
    const full = `${operationName ?? ''} ${key}`;
    const known = this.prepared.get(full);
    if (known !== undefined) return known;
    const operation = getOperationAST(document, operationName);
    if (!operation)
      throw badInput('The document has no such operation, or several and none was named.', 'operationName');
    const made = this.make(document, operation);
    this.prepared.set(full, made);
    return made;
  }

  private make(document: DocumentNode, operation: OperationDefinitionNode): Prepared {
    const trusted = trustingDocument(document, operation);
    const operationName = operation.name?.value ?? null;
    const of = (contextValue: GraphqlContext, variableValues: VariableValues, rootValue?: unknown) => {
      return { schema: this.trusting, document: trusted, operationName, rootValue, contextValue, variableValues };
    };
    const compiled = this.compile(document, operation);
    return {
      operation,
      fields: fieldsOf(document),
      variables: this.coercion.compile(operation),
      cost: this.costing(document, operation),
      run: compiled ?? ((root, context, variables) => execute(of(context, variables, root)) as ReturnType<Run>),
      events: (context, variables) => createSourceEventStream(of(context, variables)).catch(refusal),
    };
  }

  /** Runs it and presents its errors; never rejects for what a resolver threw. */
  async answer(prepared: Prepared, root: unknown, context: GraphqlContext, variables: VariableValues): Promise<Answer> {
    context.loaders.fields = prepared.fields;
    const { data, errors } = await prepared.run(root, context, variables);
    return errors === undefined || errors.length === 0 ? { data } : { data, errors: errors.map(this.present) };
  }

  private costing(document: DocumentNode, operation: OperationDefinitionNode): Prepared['cost'] {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    const byName = new Map<string, FragmentDefinitionNode>(fragments.map((one) => [one.name.value, one]));
    // What stands in the document alone was compared with the limit when it was validated.
    const known = costOf(this.schema, operation, byName);
    if (!hasVariablePages(document)) return () => known;
    return (variables) => {
      const cost = costOf(this.schema, operation, byName, variables);
      if (cost > this.limits.cost) throw badInput(tooExpensive(this.limits));
      return cost;
    };
  }

  private compile(document: DocumentNode, operation: OperationDefinitionNode): Run | null {
    if (!this.compiling || !isCompilable(document, operation)) return null;
    const operationName = operation.name?.value;
    const compiled = compileQuery(this.trusting, copyOf(document, operationName), operationName, COMPILER_OPTIONS);
    if (!isCompiledQuery(compiled)) return null;
    return (root, context, variables) => compiled.query(root, context, variables) as ReturnType<Run>;
  }
}

function fieldsOf(document: DocumentNode): ReadonlySet<string> {
  const fields = new Set<string>();
  visit(document, { Field: (node) => void fields.add(node.name.value) });
  return fields;
}

// graphql-js takes an error that has a path for one of its own and lets it through as it is.
function refusal(error: unknown): ExecutionResult {
  const originalError = error instanceof Error ? error : new Error('The subscription could not begin.');
  return { errors: [new GraphQLError(originalError.message, { originalError })] };
}

// A leaf of a built-in scalar or of an enum is written as it is found: rows hold what the schema says, which a test asks of each.
const COMPILER_OPTIONS = {
  useExperimentalPathBasedSkipInclude: true,
  disablingCapturingStackErrors: true,
  disableLeafSerialization: true,
};

// A name that no document can use: every name of the schema's own is valid, and two underscores are reserved.
const TRUSTED = new GraphQLScalarType({ name: '__Trusted', parseValue: (value) => value });

/** graphql-jit leaves notes on the nodes, by path and not by operation; so each operation gets nodes of its own. */
function copyOf(document: DocumentNode, operationName: string | undefined): DocumentNode {
  const copy = document.loc === undefined ? structuredClone(document) : parse(document.loc.source.body);
  const operation = getOperationAST(copy, operationName);
  if (!operation) throw new Error('A copy has the operations of its original.');
  return trustingDocument(copy, operation);
}

/** The same schema, in which a variable may be of a type that takes its value as it is. */
function trustingSchema(schema: GraphQLSchema): GraphQLSchema {
  return Object.create(schema, {
    getType: { value: (name: string) => (name === TRUSTED.name ? TRUSTED : schema.getType(name)) },
  }) as GraphQLSchema;
}

/** The document with all its variables trusted, since they were read before; so no executor reads them again. */
function trustingDocument(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const variableDefinitions = operation.variableDefinitions?.map((definition) => ({
    ...definition,
    defaultValue: undefined,
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: TRUSTED.name } } as const,
  }));
  const trusted = { ...operation, variableDefinitions };
  return { ...document, definitions: document.definitions.map((one) => (one === operation ? trusted : one)) };
}
