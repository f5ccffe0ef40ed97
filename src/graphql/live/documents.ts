import type { GraphQLError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { badInput } from '../../domain/errors.js';
import type { Executor } from '../execute.js';
import type { GraphqlLimits } from '../limits.js';
import { parseWithin, validateWithin } from '../validate.js';
import { type LiveOperation, liveOperation } from './operation.js';

/** What documents are read with. */
export interface DocumentsParts {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly limits: GraphqlLimits;
  readonly production: boolean;
}

/** Subscriptions' documents: each is parsed, validated and kept once, however many subscribe with it. */
export class LiveDocuments {
  readonly #parts: DocumentsParts;
  readonly #known: LRUCache<string, LiveOperation>;

  constructor(parts: DocumentsParts) {
    this.#parts = parts;
    this.#known = new LRUCache({ max: parts.limits.jitCacheSize });
  }

  /** The subscription, or what is wrong with its document; throws where it is no subscription at all. */
  read(query: string, operationName: string | null | undefined): LiveOperation | readonly GraphQLError[] {
    const key = `${operationName ?? ''} ${query}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { schema, executor, limits, production } = this.#parts;
    const document = parseWithin(query, limits);
    const errors = validateWithin(schema, document, limits, !production);
    if (errors.length > 0) return errors;
    const prepared = executor.prepare(query, document, operationName);
    if (prepared.operation.operation !== 'subscription') {
      throw badInput('Only subscriptions are served here; send queries and mutations by HTTP.', 'query');
    }
    const operation = liveOperation(schema, document, prepared);
    this.#known.set(key, operation);
    return operation;
  }
}
