import type { EntityManager } from '@mikro-orm/core';
import { allows, Scope } from '../../domain/api-key.js';
import { badInput } from '../../domain/errors.js';
import { ApiKeyEntity } from '../../persistence/entities/api-key.entity.js';
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
  const key = keys.find((candidate) => candidate.client === client.id);
  if (key === undefined)
    em.persist(em.create(ApiKeyEntity, keyRow(client.id, rows.keyId, 'bootstrap', [Scope.ADMIN], stored)));
  else {
    key.revokedAt = null;
    if (!allows(key.scopes, Scope.ADMIN)) key.scopes = [Scope.ADMIN];
  }
  await em.flush();
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
  return { client, id, name, scopes: [...scopes], ...stored, createdAt: now, lastUsedAt: null, revokedAt: null };
}
