import type { EntityManager } from '@mikro-orm/core';
import { LRUCache } from 'lru-cache';
import { type ApiKey, isInForce, type NewApiKey, Scope } from '../domain/api-key.js';
import { Actor, AuditAction } from '../domain/audit-entry.js';
import type { Client, ClientChanges } from '../domain/client.js';
import { badInput } from '../domain/errors.js';
import type { Clients, Identity } from '../domain/ports.js';
import type { Database } from '../persistence/database.js';
import { ApiKeyEntity } from '../persistence/entities/api-key.entity.js';
import { AuditEntryEntity } from '../persistence/entities/audit-entry.entity.js';
import { ClientEntity } from '../persistence/entities/client.entity.js';
import { keyByHash, keysById, keysOfClient } from '../persistence/queries/api-key.queries.js';
import { clientById, clientByPublicId, firstClients } from '../persistence/queries/client.queries.js';
import { storable } from '../persistence/values.postgresql.js';
import { auditRow } from './audit-log.js';
import { type Bootstrap, bootstrap, detailsOf, keyRow } from './clients/bootstrap.js';
import { type MadeKey, makeKey, revokeKey, rotateKey } from './clients/keys.js';
import { LastUsed } from './clients/last-used.js';
import { generateSecret, hashOf, sameHash, storedSecret } from './clients/secret.js';
import { type ClientDefaults, changeClient } from './clients/settings.js';
import type { GatewayKey } from './gateway-key.js';

/** What a client has that sets nothing, and who hears of failures behind the answers. */
export interface ClientsOptions extends ClientDefaults {
  /** Without it nothing can be recorded that may not stand in the clear. */
  readonly key?: Pick<GatewayKey, 'privacyKeyOf'>;
  readonly onError: (error: unknown) => void;
}

/** A client to be made; what is left out comes from the options. */
export interface NewClient extends Partial<Omit<Client, 'id' | 'clientId' | 'privacy' | 'deniedNames' | 'privacyKey'>> {
  readonly clientId: string;
}

// A revocation takes effect within a second in other processes; here at once.
const KEPT_MS = 950;
const KEYS_KEPT = 10_000;
const LONGEST_SECRET = 500;
const LONGEST_CLIENT_ID = 200;
const FIRST_CLIENT = 'default';

/** Clients and their keys in the database. */
export class StoredClients implements Clients {
  readonly #database: Database;
  readonly #options: ClientsOptions;
  readonly #known = new LRUCache<string, Identity>({ max: KEYS_KEPT, ttl: KEPT_MS });
  readonly #lastUsed: LastUsed;
  /** One object a client in this process. */
  readonly #clients = new Map<number, Client>();
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
    if (identity !== null && !isInForce(identity.key, Date.now())) return null;
    if (identity !== null) this.#lastUsed.note({ ...identity.key, client: identity.client.id }, Date.now());
    return identity;
  }

  apiKeys(client: number): Promise<ApiKey[]> {
    return keysOfClient(this.#database, client);
  }

  apiKeysById(client: number, ids: readonly number[]): Promise<Map<number, ApiKey>> {
    return keysById(this.#database, client, ids);
  }

  async createApiKey(client: number, wanted: NewApiKey, actor: string): Promise<MadeKey> {
    return makeKey(this.#database, client, wanted, actor, Date.now());
  }

  async rotateApiKey(client: number, id: number, overlapSeconds: number, actor: string) {
    const rotated = await rotateKey(this.#database, client, { id, overlapSeconds, actor, now: Date.now() });
    this.#forget();
    return rotated;
  }

  async revokeApiKey(client: number, id: number, actor: string): Promise<ApiKey | null> {
    const revoked = await revokeKey(this.#database, client, id, actor, Date.now());
    this.#forget();
    return revoked;
  }

  async updateClient(client: Client, changes: ClientChanges, actor: string): Promise<Client> {
    await changeClient(this.#database, client, changes, { actor, defaults: this.#options });
    this.#forget();
    return (await this.clientById(client.id)) ?? client;
  }

  async clientById(id: number): Promise<Client | null> {
    return this.#current(await clientById(this.#database, id));
  }

  async clientByPublicId(clientId: string): Promise<Client | null> {
    return this.#current(await clientByPublicId(this.#database, clientId));
  }

  /** The client, where there is exactly one. */
  async onlyClient(): Promise<Client | null> {
    const [only, another] = await firstClients(this.#database, 2);
    return only !== undefined && another === undefined ? this.#current(only) : null;
  }

  /** Makes a client; throws BAD_USER_INPUT for a public name that is taken, empty or too long. */
  async createClient(wanted: NewClient, actor: string): Promise<Client> {
    const row = this.#clientRow(wanted, await this.#nextId());
    const entry = await this.#entry(row.id, actor, AuditAction.CREATE_CLIENT);
    await this.#write(async (em) => {
      if ((await em.count(ClientEntity, { clientId: row.clientId })) > 0) throw badInput('Is taken.', 'clientId');
      em.persist(em.create(ClientEntity, row));
      await em.persist(em.create(AuditEntryEntity, entry)).flush();
    });
    return (await this.clientById(row.id)) as Client;
  }

  /** This client and an ADMIN key with exactly this secret exist afterwards; nothing else changes. */
  async ensureBootstrap(wanted: Bootstrap): Promise<void> {
    const client = this.#clientRow({ clientId: wanted.clientId }, await this.#nextId());
    const keyId = await this.#nextId();
    const entry = await this.#entry(client.id, Actor.SETTINGS, AuditAction.CREATE_API_KEY);
    await this.#write((em) =>
      bootstrap(em, wanted, { client: em.create(ClientEntity, client, { persist: false }), keyId, entry }),
    );
    this.#forget();
  }

  /** Where no client exists yet, makes one and an ADMIN key of it; the secret is in the answer alone. Else null. */
  async ensureFirstClient(defaults: Omit<NewClient, 'clientId'> = {}): Promise<Bootstrap | null> {
    const row = this.#clientRow({ ...defaults, clientId: FIRST_CLIENT }, await this.#nextId());
    const keyId = await this.#nextId();
    const secret = generateSecret();
    const key = keyRow(row.id, keyId, 'first', [Scope.ADMIN], storedSecret(secret, 'generated'));
    const entry = await this.#entry(row.id, Actor.SETTINGS, AuditAction.CREATE_API_KEY, detailsOf(key));
    return this.#write(async (em) => {
      if ((await em.count(ClientEntity)) > 0) return null;
      em.persist(em.create(ClientEntity, row));
      em.persist(em.create(ApiKeyEntity, key));
      await em.persist(em.create(AuditEntryEntity, entry)).flush();
      return { clientId: row.clientId, secret };
    });
  }

  /** Resolves when nothing is written behind the answers any more. */
  settled(): Promise<void> {
    return this.#lastUsed.settled();
  }

  async #entry(client: number, actor: string, action: AuditAction, details = '{}'): Promise<AuditEntryEntity> {
    return auditRow({ client, actor, action }, await this.#nextId(), details);
  }

  // Sockets and queues hold a client for long: whoever reads it anew brings all of them up to date.
  #current<Found extends Client | null>(found: Found): Found {
    if (found === null) return found;
    const known = this.#clients.get(found.id);
    if (known !== undefined) return Object.assign(known, found, { privacyKey: known.privacyKey }) as Found;
    const client = { ...found, privacyKey: this.#options.key?.privacyKeyOf(found.id) ?? null };
    this.#clients.set(found.id, client);
    return client;
  }

  async #look(secretHash: string): Promise<Identity | null> {
    const changes = this.#changes;
    const start = performance.now();
    const found = await keyByHash(this.#database, secretHash, Date.now());
    if (found === null || !sameHash(found.secretHash, secretHash)) return null;
    // What was read before a change must not outlive it.
    if (changes !== this.#changes)
      return { client: this.#clients.get(found.client.id) ?? found.client, key: found.key };
    const identity = { client: this.#current(found.client), key: found.key };
    this.#known.set(secretHash, identity, { start });
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
      privacy: null,
      deniedNames: null,
      createdAt: Date.now(),
    };
  }
}

// NUL is escaped on SQLite too: the ORM writes values into the statement's text, which ends there.
function escaped(text: string): string {
  return storable(text) as string;
}
