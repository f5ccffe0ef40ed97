import type { EntityManager } from '@mikro-orm/core';
import { LRUCache } from 'lru-cache';
import type { Instant } from '../../domain/source.js';
import { ApiKeyEntity } from '../../persistence/entities/api-key.entity.js';

/** At most one write a key in this time. */
const INTERVAL_MS = 60_000;
const KEYS_REMEMBERED = 10_000;

/** A key that was used. */
export interface UsedKey {
  readonly client: number;
  readonly id: number;
  readonly lastUsedAt: Instant | null;
}

/** Writes when keys were last used: at most once a minute each, behind the answer and never in its way. */
export class LastUsed {
  readonly #write: (work: (em: EntityManager) => Promise<void>) => Promise<void>;
  readonly #onError: (error: unknown) => void;
  readonly #written = new LRUCache<number, Instant>({ max: KEYS_REMEMBERED });
  #waiting = new Map<number, { readonly key: UsedKey; readonly at: Instant }>();
  #writing: Promise<void> | null = null;

  constructor(write: (work: (em: EntityManager) => Promise<void>) => Promise<void>, onError: (error: unknown) => void) {
    this.#write = write;
    this.#onError = onError;
  }

  /** Somebody came with this key. */
  note(key: UsedKey, at: Instant): void {
    const before = this.#written.get(key.id) ?? key.lastUsedAt;
    if (before !== null && at - before < INTERVAL_MS) return;
    this.#written.set(key.id, at);
    this.#waiting.set(key.id, { key, at });
    this.#writing ??= this.#work();
  }

  /** Resolves when everything noted so far is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #work(): Promise<void> {
    while (this.#waiting.size > 0) {
      const uses = [...this.#waiting.values()];
      this.#waiting = new Map();
      try {
        await this.#write(async (em) => {
          for (const { key, at } of uses) {
            await em.nativeUpdate(ApiKeyEntity, { client: key.client, id: key.id }, { lastUsedAt: at });
          }
        });
      } catch (error) {
        this.#onError(error);
      }
    }
    this.#writing = null;
  }
}
