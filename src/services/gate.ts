import { createRequire } from 'node:module';
import { LRUCache } from 'lru-cache';
import type { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Clients, Identity } from '../domain/ports.js';
import { type Gate, type Quota, RateLimitError, type RatePolicy } from '../domain/rate-limit.js';
import { hashOf } from './clients/secret.js';
import { networkOf } from './gate/network.js';

/** The rates of one process; each process counts for itself. */
export interface GateOptions {
  readonly windowSeconds: number;
  /** Requests of one address in a window. */
  readonly addressRequests: number;
  /** Points of one key in a window. */
  readonly keyPoints: number;
  /** Wrong keys from one address in a window. */
  readonly wrongKeys: number;
}

// The package's index loads every store that it knows.
const Limiter = createRequire(import.meta.url)(
  'rate-limiter-flexible/lib/RateLimiterMemory.js',
) as typeof RateLimiterMemory;

const GOOD_SECRETS_KEPT = 10_000;

/** Counts requests in windows of time, in memory. */
export class MemoryGate implements Gate {
  readonly #clients: Pick<Clients, 'authenticate'>;
  readonly #options: GateOptions;
  readonly #limiters: Readonly<Record<RatePolicy, RateLimiterMemory>>;
  readonly #noted = new WeakSet<Identity>();
  readonly #good = new LRUCache<string, true>({ max: GOOD_SECRETS_KEPT });
  #refused = 0;

  constructor(clients: Pick<Clients, 'authenticate'>, options: GateOptions) {
    this.#clients = clients;
    this.#options = options;
    const limiter = (points: number) => new Limiter({ points, duration: options.windowSeconds });
    this.#limiters = {
      address: limiter(options.addressRequests),
      key: limiter(options.keyPoints),
      'wrong-keys': limiter(options.wrongKeys),
    };
  }

  /** Requests that were refused, so far. */
  get refused(): number {
    return this.#refused;
  }

  async enter(address: string): Promise<void> {
    await this.#take('address', networkOf(address), 1);
  }

  async admit(secret: string | null, address: string): Promise<Identity | null> {
    if (secret === null) return null;
    const network = networkOf(address);
    const tried = await this.#limiters['wrong-keys'].get(network);
    // Whoever came with a good key before is not shut out by others behind the same address.
    if (tried !== null && tried.consumedPoints >= this.#options.wrongKeys && !this.#good.has(hashOf(secret))) {
      throw this.#refusal('wrong-keys', tried);
    }
    const identity = await this.#clients.authenticate(secret);
    if (identity === null) await this.#limiters['wrong-keys'].penalty(network);
    else if (!this.#noted.has(identity)) {
      this.#noted.add(identity);
      this.#good.set(hashOf(secret), true);
    }
    return identity;
  }

  spend(identity: Identity, points: number): Promise<Quota> {
    return this.#take('key', String(identity.key.id), points);
  }

  async #take(policy: RatePolicy, name: string, points: number): Promise<Quota> {
    try {
      return this.#quota(policy, await this.#limiters[policy].consume(name, points));
    } catch (error) {
      throw error instanceof Error ? error : this.#refusal(policy, error as RateLimiterRes);
    }
  }

  #refusal(policy: RatePolicy, state: RateLimiterRes): RateLimitError {
    this.#refused++;
    return new RateLimitError(this.#quota(policy, state));
  }

  #quota(policy: RatePolicy, { remainingPoints, msBeforeNext }: RateLimiterRes): Quota {
    const { points } = this.#limiters[policy];
    const { windowSeconds } = this.#options;
    const resetSeconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    return { policy, points, remaining: remainingPoints, windowSeconds, resetSeconds };
  }
}
