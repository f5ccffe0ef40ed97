import { allows, type Scope } from '../domain/api-key.js';
import { actorOf } from '../domain/audit-entry.js';
import type { Erasure } from '../domain/erasure.js';
import { DomainError, ErrorCode } from '../domain/errors.js';
import type { Clients, Feed, Identity, Insights, Reader, Recorder, Replay, WebhookSecrets } from '../domain/ports.js';
import type { Gate } from '../domain/rate-limit.js';
import type { GraphqlLimits } from './limits.js';
import { Loaders } from './loaders.js';

/** What the room reads from and writes to. */
export interface GraphqlPorts {
  readonly reader: Reader;
  readonly insights: Insights;
  readonly recorder: Recorder;
  readonly clients: Clients;
  readonly webhookSecrets: WebhookSecrets;
  readonly feed: Feed;
  readonly replay: Replay;
  readonly gate: Gate;
  readonly erasure: Erasure;
}

/** What resolvers are given: the ports, who asks, and this operation's loaders. */
export interface GraphqlContext extends GraphqlPorts {
  readonly identity: Identity;
  readonly limits: GraphqlLimits;
  readonly loaders: Loaders;
  /**
   * Says when nobody waits for the answer any more; null where nobody can tell. A function, since few operations ask
   * and Apollo copies every context, which would read a getter.
   */
  departure(): AbortSignal | null;
}

/**
 * A context with fresh loaders: one for every operation, and one for every event of a subscription. `departure` says
 * when nobody waits any more; it is asked at most once.
 */
export function createContext(
  ports: GraphqlPorts,
  limits: GraphqlLimits,
  identity: Identity,
  departure: () => AbortSignal | null = () => null,
): GraphqlContext {
  const loaders = new Loaders(ports.reader, ports.insights, identity.client.id);
  let signal: AbortSignal | null | undefined;
  return {
    ...ports,
    identity,
    limits,
    loaders,
    departure() {
      signal ??= departure();
      return signal;
    },
  };
}

/** Throws FORBIDDEN where the key may not do what `scope` names. */
export function requireScope(context: GraphqlContext, scope: Scope): void {
  if (allows(context.identity.key.scopes, scope)) return;
  throw new DomainError(ErrorCode.FORBIDDEN, `This needs a key with the scope ${scope}.`);
}

/** Who asks, as the audit log says it. */
export function actorIn({ identity }: GraphqlContext): string {
  return actorOf(identity.key);
}

const LONGEST_SECRET = 512;
const BEARER = /^Bearer +(\S+) *$/i;

/**
 * Whose `Authorization: Bearer` this is; null for none and for a wrong one. Throws RateLimitError, and FORBIDDEN for a
 * key that may do nothing but deliver for one source.
 */
export async function identify(gate: Gate, authorization: unknown, address: string): Promise<Identity | null> {
  if (typeof authorization !== 'string' || authorization.length > LONGEST_SECRET) return null;
  const identity = await gate.admit(BEARER.exec(authorization)?.[1] ?? null, address);
  if (identity === null || identity.key.source === null) return identity;
  throw new DomainError(ErrorCode.FORBIDDEN, 'This API key may deliver for one source and nothing else.');
}

/** The error for no key and a wrong one alike. */
export function unauthenticated(): DomainError {
  return new DomainError(ErrorCode.UNAUTHENTICATED, 'A valid API key is needed: Authorization: Bearer <key>.');
}
