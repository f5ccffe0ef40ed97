import { DomainError, ErrorCode } from './errors.js';
import type { Identity } from './ports.js';

/** What is limited: all requests of an address, what a key asks for, and wrong keys that come from an address. */
export type RatePolicy = 'address' | 'key' | 'wrong-keys';

/** How much may be asked for in a window of time, and what is left of it. */
export interface Quota {
  readonly policy: RatePolicy;
  /** Points of a whole window. */
  readonly points: number;
  readonly remaining: number;
  readonly windowSeconds: number;
  /** Until the next window begins. */
  readonly resetSeconds: number;
}

/** The door: who is let in, and how much they may ask for. Every method throws RateLimitError. */
export interface Gate {
  /** Counts a request of an address, before anything is known of it. */
  enter(address: string): Promise<void>;
  /** Whose secret this is; null for none and for a wrong one, which counts against its address. */
  admit(secret: string | null, address: string): Promise<Identity | null>;
  /** Takes points from what a key may spend in a window; what is left is in the answer. */
  spend(identity: Identity, points: number): Promise<Quota>;
}

/** Somebody asked for more than the rate allows; `details.retryAfter` says after how many seconds to try again. */
export class RateLimitError extends DomainError {
  constructor(readonly quota: Quota) {
    super(ErrorCode.RATE_LIMITED, WORDS[quota.policy], [], { retryAfter: String(quota.resetSeconds) });
  }
}

/** The header fields of a refusal. */
export function refusalHeaders({ quota }: RateLimitError): Record<string, string> {
  return { 'retry-after': String(quota.resetSeconds), ...quotaHeaders(quota) };
}

const WORDS: Readonly<Record<RatePolicy, string>> = {
  address: 'This address asks too often; try again later.',
  key: 'This key asks for too much; try again later.',
  'wrong-keys': 'Too many wrong keys came from this address; try again later.',
};

const BYTES_PER_POINT = 65_536;
const UNKNOWN_LENGTH_POINTS = 16;
// What is longer is refused unread.
const MOST_BODY_POINTS = 1_600;
const OBJECTS_PER_POINT = 100;

/** What a request costs by its body: a point for every 64 KiB begun; sixteen where its length is not said. */
export function pointsOfBody(headers: Readonly<Record<string, unknown>>): number {
  if (headers['transfer-encoding'] !== undefined) return UNKNOWN_LENGTH_POINTS;
  const points = Math.ceil(Number(headers['content-length'] ?? 0) / BYTES_PER_POINT);
  return Math.min(Math.max(1, points), MOST_BODY_POINTS);
}

/** What a GraphQL operation costs beside its body: a point for every hundred objects that it may touch. */
export function pointsOfOperation(objects: number): number {
  return Math.floor(objects / OBJECTS_PER_POINT);
}

/**
 * What an answer says of a quota. @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-10
 */
export function quotaHeaders({ policy, points, remaining, windowSeconds, resetSeconds }: Quota): {
  'ratelimit-policy': string;
  ratelimit: string;
} {
  return {
    'ratelimit-policy': `"${policy}";q=${points};w=${windowSeconds}`,
    ratelimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
  };
}
