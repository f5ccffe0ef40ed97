import { type ExecutionArgs, GraphQLError } from 'graphql';
import type { OperationResult, ServerOptions, SubscribePayload } from 'graphql-ws';
import { DomainError, ErrorCode } from '../domain/errors.js';
import type { Identity } from '../domain/ports.js';
import { type Gate, pointsOfOperation } from '../domain/rate-limit.js';
import type { Connections } from './connections.js';
import { unauthenticated } from './context.js';
import type { Presenter } from './errors.js';
import type { GraphqlLimits } from './limits.js';
import type { LiveDocuments } from './live/documents.js';
import { bytesOf, Frames } from './live/frame.js';
import type { Delivery } from './live/group.js';
import type { LiveGroups, LiveRequest } from './live/groups.js';
import type { Outlet } from './live/member.js';
import { type SocketExtra, Sockets } from './sockets.js';
import type { TrustedDocuments } from './trusted.js';

/** Options for graphql-ws, whichever way it is put onto a server. */
export type SocketOptions = ServerOptions<Record<string, unknown>, SocketExtra>;

/** What the socket's side is made of. */
export interface SocketParts {
  readonly documents: LiveDocuments;
  readonly trusted: TrustedDocuments;
  readonly groups: LiveGroups;
  readonly connections: Connections;
  readonly gate: Gate;
  readonly present: Presenter;
  readonly limits: GraphqlLimits;
}

interface SubscriptionArgs extends ExecutionArgs {
  readonly request: LiveRequest;
  readonly outlet: Outlet;
}

/**
 * The socket's side of the room: the same limits, errors and executor as over HTTP, subscriptions alone.
 * `connection_init` carries `{ authorization: 'Bearer <key>' }`. graphql-ws speaks the protocol but for the events
 * themselves: those are sent by the group, which has written their payload once for all of its members.
 * @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md
 */
export function createSocketOptions(parts: SocketParts): SocketOptions {
  const { groups, present, limits } = parts;
  const sockets = new Sockets(parts.gate, parts.connections);
  const frames = new Frames();
  return {
    connectionInitWaitTimeout: limits.connectionInitTimeoutMs,
    onConnect: ({ connectionParams, extra }) => sockets.open(extra, connectionParams?.['authorization']),
    onClose: ({ extra }) => sockets.close(extra),
    onSubscribe: async ({ extra, subscriptions }, id, payload) => {
      try {
        if (Object.keys(subscriptions).length > limits.subscriptionsPerSocket) throw tooMany(limits);
        const outlet = new SocketOutlet(extra, id, frames);
        return await subscriptionArgs(parts, sockets.identityOf(extra), payload, outlet);
      } catch (error) {
        return [asError(error)];
      }
    },
    subscribe: (args) => {
      const { request, outlet } = args as SubscriptionArgs;
      return groups.subscribe(request, outlet) as OperationResult;
    },
    onError: (_context, _id, _payload, errors) => errors.map(present),
  };
}

async function subscriptionArgs(
  { documents, trusted, gate }: SocketParts,
  identity: Identity | null,
  payload: SubscribePayload,
  outlet: Outlet,
): Promise<SubscriptionArgs | readonly GraphQLError[]> {
  if (identity === null) throw unauthenticated();
  await gate.spend(identity, 1);
  const { operationName, variables: given } = payload;
  const operation = documents.read(String(trusted.textOf(payload)), operationName);
  if (!('prepared' in operation)) return operation;
  const { document, prepared, schema } = operation;
  const variables = prepared.variables(given);
  const points = pointsOfOperation(prepared.cost(variables));
  if (points > 0) await gate.spend(identity, points);
  const request = { operation, variables, identity };
  return { schema, document, operationName, contextValue: null, request, outlet };
}

/** One subscription's messages on a socket that others may share. */
class SocketOutlet implements Outlet {
  readonly #extra: SocketExtra;
  readonly #frames: Frames;
  readonly #head: string;
  readonly #headBytes: string;

  constructor(extra: SocketExtra, id: string, frames: Frames) {
    this.#extra = extra;
    this.#frames = frames;
    this.#head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    this.#headBytes = bytesOf(this.#head);
  }

  get waiting(): number {
    return this.#extra.socket.bufferedAmount;
  }

  send(deliveries: readonly Delivery[]): void {
    const { socket, writeFrames } = this.#extra;
    if (writeFrames?.(this.#frames.of(deliveries, this.#headBytes))) return;
    for (const { payload } of deliveries) socket.send(`${this.#head}${payload}}`);
  }

  flush({ payload }: Delivery): Promise<void> {
    return new Promise((resolve) => this.#extra.socket.send(`${this.#head}${payload}}`, () => resolve()));
  }
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
