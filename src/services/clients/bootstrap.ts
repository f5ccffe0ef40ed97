import type { EntityManager } from '@mikro-orm/core';
import { allows, Scope } from '../../domain/api-key.js';
import { badInput } from '../../domain/errors.js';
import { ApiKeyEntity } from '../../persistence/entities/api-key.entity.js';
import { AuditEntryEntity } from '../../persistence/entities/audit-entry.entity.js';
import { ClientEntity } from '../../persistence/entities/client.entity.js';
import { storedSecret } from './secret.js';

/** A client and a key of it that the settings name. */
export interface Bootstrap {
  /** The client's public name. */
  readonly clientId: string;
  readonly secret: string;
}

/** Rows that are written where they are missing. */
export interface BootstrapRows {
  readonly client: ClientEntity;
  readonly keyId: number;
  /** What the audit log says where anything is written; its details are filled in. */
  readonly entry: AuditEntryEntity;
}

/** Makes what is missing of a bootstrap; the setting wins over an earlier revocation. Changes nothing else. */
export async function bootstrap(
  em: EntityManager,
  { clientId, secret }: Bootstrap,
  rows: BootstrapRows,
): Promise<void> {
  const found = await em.findOne(ClientEntity, { clientId });
  const client = found ?? rows.client;
  if (found === null) em.persist(client);
  const stored = storedSecret(secret, 'given');
  const keys = await em.find(ApiKeyEntity, { secretHash: stored.secretHash });
  if (keys.some((key) => key.client !== client.id && key.revokedAt === null)) {
    // A secret says whose records these are, so it cannot say two names.
    throw badInput('The bootstrap key is already a key of another client.', 'secret');
  }
  const known = keys.find((candidate) => candidate.client === client.id);
  const key = known ?? em.create(ApiKeyEntity, keyRow(client.id, rows.keyId, 'bootstrap', [Scope.ADMIN], stored));
  if (known !== undefined && isGood(known)) return em.flush();
  Object.assign(key, { revokedAt: null, expiresAt: null, source: null });
  if (!allows(key.scopes, Scope.ADMIN)) key.scopes = [Scope.ADMIN];
  em.persist(key);
  em.persist(em.create(AuditEntryEntity, { ...rows.entry, client: client.id, details: detailsOf(key) }));
  await em.flush();
}

function isGood({ revokedAt, expiresAt, source, scopes }: ApiKeyEntity): boolean {
  return revokedAt === null && expiresAt === null && source === null && allows(scopes, Scope.ADMIN);
}

/** What the audit log says of a key: a JSON object. */
export function detailsOf({ id, prefix, scopes }: ApiKeyEntity): string {
  return JSON.stringify({ key: id, prefix, scopes });
}

/** A key's row, before it was ever used. */
export function keyRow(
  client: number,
  id: number,
  name: string,
  scopes: readonly Scope[],
  stored: ReturnType<typeof storedSecret>,
): ApiKeyEntity {
  const now = Date.now();
  const unused = { lastUsedAt: null, revokedAt: null, expiresAt: null, source: null };
  return { client, id, name, scopes: [...scopes], ...stored, createdAt: now, ...unused };
}
