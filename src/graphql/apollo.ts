import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { badInput } from '../domain/errors.js';
import { pointsOfOperation, type Quota, quotaHeaders, RateLimitError } from '../domain/rate-limit.js';
import type { Tracing } from '../domain/tracing.js';
import type { AnswerBytes } from './answer-bytes.js';
import type { GraphqlContext } from './context.js';
import type { GraphqlLogger, Presenter } from './errors.js';
import type { Answer, Executor } from './execute.js';
import { type GraphqlLimits, limitsRule } from './limits.js';
import { statusOf } from './status.js';
import { followOperation } from './trace.js';

/** What Apollo Server is made of. */
export interface ApolloParts {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly present: Presenter;
  readonly limits: GraphqlLimits;
  readonly production: boolean;
  readonly logger: GraphqlLogger;
  /** Writes what is sent. */
  readonly bytes: AnswerBytes;
  /** Follows each operation; null where nobody does. */
  readonly tracing: Tracing | null;
}

/** Seconds after which a client may try again that was refused because the queue was full. */
const RETRY_AFTER = '1';

/** Apollo Server for the HTTP part: it parses, validates and answers; the executor runs. */
export function createApollo(parts: ApolloParts): ApolloServer<GraphqlContext> {
  const { schema, limits, production, present } = parts;
  return new ApolloServer<GraphqlContext>({
    schema,
    introspection: true, // The limits' own rule decides, since it holds for the socket, too.
    validationRules: [limitsRule(limits, !production)],
    validationOptions: { maxErrors: limits.validationErrors },
    parseOptions: { maxTokens: limits.tokens },
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (_formatted, error) => present(error),
    // Apollo hands on what it is given, and Fastify sends bytes as well as strings.
    stringifyResult: (answer) => parts.bytes.write(answer) as string,
    logger: quiet(parts.logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      executing(parts),
      answering(),
    ],
  });
}

/** Runs operations in Apollo's place. What is answered here skips `formatError`, so the executor presents its errors. */
function executing({ executor, present, tracing }: ApolloParts): ApolloServerPlugin<GraphqlContext> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, queryHash, request, contextValue }) {
          if (document === undefined || queryHash === undefined) return null;
          const headers = new HeaderMap();
          const singleResult = await answer();
          return { http: { status: undefined, headers }, body: { kind: 'single', singleResult } };

          async function answer(): Promise<Answer> {
            try {
              const prepared = executor.prepare(
                queryHash as string,
                document as NonNullable<typeof document>,
                request.operationName,
              );
              if (prepared.operation.operation === 'subscription') {
                throw badInput(
                  'Subscriptions are served by WebSocket at this address, with graphql-transport-ws.',
                  'query',
                );
              }
              const variables = prepared.variables(request.variables);
              await spend(prepared.cost(variables));
              return await followOperation(tracing, prepared.operation, () =>
                executor.answer(prepared, undefined, contextValue, variables),
              );
            } catch (error) {
              if (error instanceof RateLimitError) tell(error.quota);
              return { errors: [present(error)] };
            }
          }

          /** The request itself was paid for when it came in. */
          async function spend(objects: number): Promise<void> {
            const { gate, identity } = contextValue;
            const points = pointsOfOperation(objects);
            if (points > 0) tell(await gate.spend(identity, points));
          }

          function tell(quota: Quota): void {
            for (const [name, value] of Object.entries(quotaHeaders(quota))) headers.set(name, value);
          }
        },
      };
    },
  };
}

/** Sets the status of whatever is sent. */
function answering(): ApolloServerPlugin<GraphqlContext> {
  return {
    async requestDidStart({ request }) {
      return {
        async willSendResponse({ response: { body, http } }) {
          if (body.kind !== 'single') return;
          const { data, errors } = body.singleResult;
          const question = { data, errors: errors as readonly GraphQLFormattedError[] | undefined };
          const status = statusOf(question, request.http?.headers.get('accept'));
          if (status === undefined) return;
          http.status = status;
          const { retryAfter } = (errors?.[0]?.extensions ?? {}) as { retryAfter?: string };
          if (status === 503 || status === 429) http.headers.set('retry-after', retryAfter ?? RETRY_AFTER);
        },
      };
    },
  };
}

/** Apollo logs in sentences; what it has to say beside errors concerns nobody. */
function quiet(logger: GraphqlLogger) {
  const silent = () => undefined;
  return {
    debug: silent,
    info: silent,
    warn: silent,
    error: (message?: unknown) => logger.error({ message: String(message) }, 'Apollo Server reports an error'),
  };
}
