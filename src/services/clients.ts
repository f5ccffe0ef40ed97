import type { EntityManager } from '@mikro-orm/core';
import { LRUCache } from 'lru-cache';
import { type ApiKey, Scope } from '../domain/api-key.js';
import type { Client } from '../domain/client.js';
import { badInput } from '../domain/errors.js';
import type { Clients, Identity } from '../domain/ports.js';
import type { Database } from '../persistence/database.js';
import { ApiKeyEntity } from '../persistence/entities/api-key.entity.js';
import { ClientEntity } from '../persistence/entities/client.entity.js';
import { keyByHash, keysById, keysOfClient } from '../persistence/queries/api-key.queries.js';
import { clientById, clientByPublicId, firstClients } from '../persistence/queries/client.queries.js';
import { storable } from '../persistence/values.postgresql.js';
import { type Bootstrap, bootstrap, keyRow } from './clients/bootstrap.js';
import { LastUsed } from './clients/last-used.js';
import { generateSecret, hashOf, sameHash, storedSecret } from './clients/secret.js';

/** What a client has that sets nothing, and who hears of failures behind the answers. */
export interface ClientsOptions {
  /** IANA zone. */
  readonly timeZone: string;
  /** Days, at most 30. */
  readonly callDataRetentionDays: number;
  readonly onError: (error: unknown) => void;
}

/** A client to be made; what is left out comes from the options. */
export interface NewClient extends Partial<Omit<Client, 'id' | 'clientId'>> {
  readonly clientId: string;
}

// A revocation takes effect within a second in other processes; here at once.
const KEPT_MS = 950;
const KEYS_KEPT = 10_000;
const LONGEST_SECRET = 500;
const LONGEST_NAME = 100;
const LONGEST_CLIENT_ID = 200;
const FIRST_CLIENT = 'default';

/** Clients and their keys in the database. */
export class StoredClients implements Clients {
  readonly #database: Database;
  readonly #options: ClientsOptions;
  readonly #known = new LRUCache<string, Identity>({ max: KEYS_KEPT, ttl: KEPT_MS });
  readonly #lastUsed: LastUsed;
  #changes = 0;
  #writes: Promise<unknown> = Promise.resolve();

  constructor(database: Database, options: ClientsOptions) {
    this.#database = database;
    this.#options = options;
    this.#lastUsed = new LastUsed((work) => this.#write(work), options.onError);
  }

  async authenticate(secret: string): Promise<Identity | null> {
    if (secret === '' || secret.length > LONGEST_SECRET) return null;
    const secretHash = hashOf(secret);
    const identity = this.#known.get(secretHash) ?? (await this.#look(secretHash));
    if (identity !== null) this.#lastUsed.note({ ...identity.key, client: identity.client.id }, Date.now());
    return identity;
  }

  apiKeys(client: number): Promise<ApiKey[]> {
    return keysOfClient(this.#database, client);
  }

  apiKeysById(client: number, ids: readonly number[]): Promise<Map<number, ApiKey>> {
    return keysById(this.#database, client, ids);
  }

  /** Throws BAD_USER_INPUT for a name that is not 1 to 100 characters long, and for no scope at all. */
  async createApiKey(
    client: number,
    name: string,
    scopes: readonly Scope[],
  ): Promise<{ apiKey: ApiKey; secret: string }> {
    const length = [...name].length;
    if (length < 1 || length > LONGEST_NAME)
      throw badInput(`Must be from 1 to ${LONGEST_NAME} characters.`, 'input', 'name');
    if (scopes.length === 0) throw badInput('At least one scope is needed.', 'input', 'scopes');
    const secret = generateSecret();
    const stored = storedSecret(secret, 'generated');
    const row = keyRow(client, await this.#nextId(), escaped(name), [...new Set(scopes)], stored);
    await this.#write(async (em) => {
      await em.persist(em.create(ApiKeyEntity, row)).flush();
    });
    const { client: _client, secretHash: _secretHash, ...apiKey } = row;
    return { apiKey, secret };
  }

  async revokeApiKey(client: number, id: number): Promise<ApiKey | null> {
    await this.#write(async (em) => {
      await em.nativeUpdate(ApiKeyEntity, { client, id, revokedAt: null }, { revokedAt: Date.now() });
    });
    this.#forget();
    return (await this.apiKeysById(client, [id])).get(id) ?? null;
  }

  clientById(id: number): Promise<Client | null> {
    return clientById(this.#database, id);
  }

  clientByPublicId(clientId: string): Promise<Client | null> {
    return clientByPublicId(this.#database, clientId);
  }

  /** The client, where there is exactly one. */
  async onlyClient(): Promise<Client | null> {
    const [only, another] = await firstClients(this.#database, 2);
    return only !== undefined && another === undefined ? only : null;
  }

  /** Makes a client; throws BAD_USER_INPUT for a public name that is taken, empty or too long. */
  async createClient(wanted: NewClient): Promise<Client> {
    const { createdAt: _createdAt, ...client } = this.#clientRow(wanted, await this.#nextId());
    await this.#write(async (em) => {
      if ((await em.count(ClientEntity, { clientId: client.clientId })) > 0) throw badInput('Is taken.', 'clientId');
      await em.persist(em.create(ClientEntity, { ...client, createdAt: Date.now() })).flush();
    });
    return client;
  }

  /** This client and an ADMIN key with exactly this secret exist afterwards; nothing else changes. */
  async ensureBootstrap(wanted: Bootstrap): Promise<void> {
    const client = this.#clientRow({ clientId: wanted.clientId }, await this.#nextId());
    const keyId = await this.#nextId();
    await this.#write((em) =>
      bootstrap(em, wanted, { client: em.create(ClientEntity, client, { persist: false }), keyId }),
    );
    this.#forget();
  }

  /** Where no client exists yet, makes one and an ADMIN key of it; the secret is in the answer alone. Else null. */
  async ensureFirstClient(defaults: Omit<NewClient, 'clientId'> = {}): Promise<Bootstrap | null> {
    const row = this.#clientRow({ ...defaults, clientId: FIRST_CLIENT }, await this.#nextId());
    const keyId = await this.#nextId();
    const secret = generateSecret();
    return this.#write(async (em) => {
      if ((await em.count(ClientEntity)) > 0) return null;
      em.persist(em.create(ClientEntity, row));
      em.persist(
        em.create(ApiKeyEntity, keyRow(row.id, keyId, 'first', [Scope.ADMIN], storedSecret(secret, 'generated'))),
      );
      await em.flush();
      return { clientId: row.clientId, secret };
    });
  }

  /** Resolves when nothing is written behind the answers any more. */
  settled(): Promise<void> {
    return this.#lastUsed.settled();
  }

  async #look(secretHash: string): Promise<Identity | null> {
    const changes = this.#changes;
    const start = performance.now();
    const found = await keyByHash(this.#database, secretHash);
    if (found === null || !sameHash(found.secretHash, secretHash)) return null;
    const identity = { client: found.client, key: found.key };
    // What was read before a revocation must not outlive it.
    if (changes === this.#changes) this.#known.set(secretHash, identity, { start });
    return identity;
  }

  #forget(): void {
    this.#changes++;
    this.#known.clear();
  }

  async #nextId(): Promise<number> {
    return this.#database.ids.one();
  }

  // One at a time: on PostgreSQL each waiting write holds a connection of the pool, and the one at work needs another.
  #write<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    const turn = this.#writes.then(() => this.#database.manage(work));
    this.#writes = turn.catch(() => undefined);
    return turn;
  }

  #clientRow(wanted: NewClient, id: number): ClientEntity {
    const { clientId, name = clientId, timeZone, callDataRetentionDays } = wanted;
    if (clientId === '' || clientId.length > LONGEST_CLIENT_ID) {
      throw badInput(`Must be from 1 to ${LONGEST_CLIENT_ID} characters.`, 'clientId');
    }
    return {
      id,
      clientId: escaped(clientId),
      name: escaped(name),
      defaultCountry: wanted.defaultCountry ?? null,
      timeZone: timeZone ?? this.#options.timeZone,
      callDataRetentionDays: callDataRetentionDays ?? this.#options.callDataRetentionDays,
      retentionDays: wanted.retentionDays ?? null,
      createdAt: Date.now(),
    };
  }
}

// NUL is escaped on SQLite too: the ORM writes values into the statement's text, which ends there.
function escaped(text: string): string {
  return storable(text) as string;
}
