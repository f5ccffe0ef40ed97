import { type DocumentNode, type ExecutionArgs, GraphQLError, type GraphQLSchema } from 'graphql';
import type { OperationResult, ServerOptions, SubscribePayload } from 'graphql-ws';
import { badInput, DomainError, ErrorCode } from '../domain/errors.js';
import type { Identity } from '../domain/ports.js';
import { createContext, type GraphqlContext, type GraphqlPorts, unauthenticated } from './context.js';
import type { Presenter } from './errors.js';
import type { Executor, Prepared } from './execute.js';
import type { GraphqlLimits } from './limits.js';
import { mapEvents } from './map-events.js';
import { type SocketExtra, Sockets } from './sockets.js';
import { parseWithin, validateWithin } from './validate.js';
import type { VariableValues } from './variables.js';

/** Options for graphql-ws, whichever way it is put onto a server. */
export type SocketOptions = ServerOptions<Record<string, unknown>, SocketExtra>;

/** What the socket's side is made of. */
export interface SocketParts {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly present: Presenter;
  readonly limits: GraphqlLimits;
  readonly production: boolean;
  readonly ports: GraphqlPorts;
}

interface SubscriptionArgs extends ExecutionArgs {
  readonly prepared: Prepared;
  readonly contextValue: GraphqlContext;
  readonly variableValues: VariableValues;
}

/**
 * The socket's side of the room: the same limits, errors and executor as over HTTP, subscriptions alone.
 * `connection_init` carries `{ authorization: 'Bearer <key>' }`.
 * @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md
 */
export function createSocketOptions(parts: SocketParts): SocketOptions {
  const { ports, present, limits } = parts;
  const sockets = new Sockets(ports.clients, limits.socketsPerKey);
  return {
    connectionInitWaitTimeout: limits.connectionInitTimeoutMs,
    onConnect: ({ connectionParams, extra }) => sockets.open(extra, connectionParams?.['authorization']),
    onClose: ({ extra }) => sockets.close(extra),
    onSubscribe: ({ extra, subscriptions }, _id, payload) => {
      try {
        if (Object.keys(subscriptions).length > limits.subscriptionsPerSocket) throw tooMany(limits);
        return subscriptionArgs(parts, sockets.identityOf(extra), payload);
      } catch (error) {
        return [asError(error)];
      }
    },
    subscribe: (args) => subscribe(parts, args as SubscriptionArgs) as OperationResult,
    // Answers are presented by the executor already.
    onNext: (_context, _id, _payload, _args, result) => result,
    onError: (_context, _id, _payload, errors) => errors.map(present),
  };
}

function subscriptionArgs(
  parts: SocketParts,
  identity: Identity | null,
  payload: SubscribePayload,
): SubscriptionArgs | readonly GraphQLError[] {
  if (identity === null) throw unauthenticated();
  const { schema, executor, limits, ports } = parts;
  const document: DocumentNode = parseWithin(payload.query, limits);
  const errors = validateWithin(schema, document, limits, !parts.production);
  if (errors.length > 0) return errors;
  const prepared = executor.prepare(payload.query, document, payload.operationName);
  if (prepared.operation.operation !== 'subscription') {
    throw badInput('Only subscriptions are served here; send queries and mutations by HTTP.', 'query');
  }
  return {
    schema,
    document,
    operationName: payload.operationName,
    variableValues: prepared.variables(payload.variables),
    contextValue: createContext(ports, limits, identity),
    prepared,
  };
}

/** Each event is executed with loaders of its own, so that it shows what stands when it is sent. */
async function subscribe({ executor, ports, limits }: SocketParts, args: SubscriptionArgs) {
  const { prepared, contextValue, variableValues } = args;
  const events = await prepared.events(contextValue, variableValues);
  if (!isLive(events)) return failing((events as { errors?: readonly unknown[] }).errors?.[0]);
  return mapEvents(events, (event) => {
    const context = createContext(ports, limits, contextValue.identity);
    return executor.answer(prepared, event, context, variableValues);
  });
}

function isLive(events: object): events is AsyncIterableIterator<unknown> {
  return Symbol.asyncIterator in events;
}

/** A subscription that could not begin: the protocol has a message of its own for that, sent where an iterator throws. */
function failing(error: unknown): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(asError(error)) }) };
}

function asError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('The operation failed.', { originalError: error instanceof Error ? error : null });
}

function tooMany({ subscriptionsPerSocket }: GraphqlLimits): DomainError {
  return new DomainError(
    ErrorCode.OVERLOADED,
    `At most ${subscriptionsPerSocket} subscriptions may be open on a socket.`,
  );
}
