import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { costOf } from './cost.js';
import { measure } from './measure.js';

/** What a document may ask for; all of them hold for HTTP and for the socket alike. */
export interface GraphqlLimits {
  /** Fields inside fields. */
  readonly depth: number;
  /** Objects that an operation may touch at the most, estimated from its page sizes. */
  readonly cost: number;
  readonly aliases: number;
  readonly directives: number;
  /** How often one root field may stand in an operation. */
  readonly rootRepeats: number;
  readonly tokens: number;
  /** Characters of a document; white space and comments are no tokens, and documents are kept. */
  readonly characters: number;
  /** Items of any list that is given, a batch's included. */
  readonly batchItems: number;
  readonly validationErrors: number;
  /** Operations kept compiled. */
  readonly jitCacheSize: number;
  /** How long a socket may stay silent before `connection_init`. */
  readonly connectionInitTimeoutMs: number;
  readonly socketsPerKey: number;
  readonly subscriptionsPerSocket: number;
  /** Streams of server-sent events, of all keys. */
  readonly streams: number;
  /** Events and bytes that may wait for one subscriber. */
  readonly queueEvents: number;
  readonly queueBytes: number;
}

/** The limits where nothing else is set. */
export const DEFAULT_LIMITS: GraphqlLimits = {
  depth: 12,
  cost: 50_000,
  aliases: 30,
  directives: 5,
  rootRepeats: 10,
  tokens: 1_000,
  characters: 65_536,
  batchItems: 1_000,
  validationErrors: 5,
  jitCacheSize: 500,
  connectionInitTimeoutMs: 5_000,
  socketsPerKey: 100,
  subscriptionsPerSocket: 50,
  streams: 10_000,
  queueEvents: 1_000,
  queueBytes: 1_048_576,
};

/** Refuses a document by its length, before it is parsed and kept. Throws GRAPHQL_VALIDATION_FAILED. */
export function refuseLong(query: unknown, { characters }: GraphqlLimits, extensions: object = {}): void {
  if (typeof query !== 'string' || query.length <= characters) return;
  throw new GraphQLError(`Too large: the limit of characters is ${characters}.`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...extensions },
  });
}

/** The validation rule that refuses what is too large, and introspection where it is off. */
export function limitsRule(limits: GraphqlLimits, introspection: boolean): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      for (const problem of problemsOf(operation, context, limits)) {
        context.reportError(new GraphQLError(problem, { nodes: operation }));
      }
      return undefined;
    },
    Field(field) {
      const { value } = field.name;
      if (introspection || (value !== '__schema' && value !== '__type')) return;
      context.reportError(new GraphQLError('Introspection is off.', { nodes: field }));
    },
  });
}

function problemsOf(operation: OperationDefinitionNode, context: ValidationContext, limits: GraphqlLimits): string[] {
  const fragments = fragmentsOf(context);
  const size = measure(operation, fragments);
  const problems = (['depth', 'aliases', 'directives', 'rootRepeats'] as const)
    .filter((name) => size[name] > limits[name])
    .map((name) => `Too large: the limit of ${NAMES[name]} is ${limits[name]}.`);
  if (problems.length > 0) return problems;
  return costOf(context.getSchema(), operation, fragments) > limits.cost ? [tooExpensive(limits)] : [];
}

const NAMES = { depth: 'depth', aliases: 'aliases', directives: 'directives', rootRepeats: 'repeats of a root field' };

/** The words for an operation that costs too much. */
export function tooExpensive(limits: GraphqlLimits): string {
  return `Too large: the limit of cost is ${limits.cost} objects; ask for smaller pages.`;
}

function fragmentsOf(context: ValidationContext): Map<string, FragmentDefinitionNode> {
  const { definitions } = context.getDocument();
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}
