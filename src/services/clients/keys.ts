import { type ApiKey, isInForce, type NewApiKey, Scope } from '../../domain/api-key.js';
import { AuditAction } from '../../domain/audit-entry.js';
import { badInput } from '../../domain/errors.js';
import { type Instant, Source } from '../../domain/source.js';
import type { Database } from '../../persistence/database.js';
import { ApiKeyEntity } from '../../persistence/entities/api-key.entity.js';
import { keysById } from '../../persistence/queries/api-key.queries.js';
import { storable } from '../../persistence/values.postgresql.js';
import { audited } from '../audit-log.js';
import { keyRow } from './bootstrap.js';
import { generateSecret, storedSecret } from './secret.js';

/** A key whose secret was just made; nobody can ask for it again. */
export interface MadeKey {
  readonly apiKey: ApiKey;
  readonly secret: string;
}

const LONGEST_NAME = 100;
/** Seconds for which two keys may work side by side. */
export const LONGEST_OVERLAP_SECONDS = 30 * 86_400;

/** Makes a key. Throws BAD_USER_INPUT with the path of what is wrong. */
export async function makeKey(
  database: Database,
  client: number,
  wanted: NewApiKey,
  actor: string,
  now: Instant,
): Promise<MadeKey> {
  demandGood(wanted, now);
  const audit = await audited(database, { client, actor, action: AuditAction.CREATE_API_KEY });
  const { row, secret } = await freshKey(database, client, wanted);
  await database.unitsOfWork.run(async (unit) => {
    await unit.insert(database.table(ApiKeyEntity), [asStored(row)]);
    await audit(unit, factsOf(row));
  });
  return { apiKey: shown(row), secret };
}

/** Revokes a key; the first revocation counts. Null where the client has no such key. */
export async function revokeKey(
  database: Database,
  client: number,
  id: number,
  actor: string,
  now: Instant,
): Promise<ApiKey | null> {
  const audit = await audited(database, { client, actor, action: AuditAction.REVOKE_API_KEY });
  const table = database.table(ApiKeyEntity);
  await database.unitsOfWork.run(async (unit) => {
    await unit.lock([client]);
    const [row] = await unit.find(table, ['client', 'id', 'prefix', 'revokedAt'], ['client', 'id'], [[client, id]]);
    if (row === undefined || row.revokedAt !== null) return;
    await unit.patch(table, ['revokedAt'], [{ ...row, revokedAt: now } as ApiKeyEntity]);
    await audit(unit, { key: id, prefix: row.prefix });
  });
  return (await keysById(database, client, [id])).get(id) ?? null;
}

/**
 * Makes a successor with the same name and rights, and lets the key end when the overlap does. A key with an end has a
 * successor that lives as long as itself. Null where the client has no such key in force.
 */
export async function rotateKey(
  database: Database,
  client: number,
  { id, overlapSeconds, actor, now }: { id: number; overlapSeconds: number; actor: string; now: Instant },
): Promise<(MadeKey & { readonly previous: ApiKey }) | null> {
  if (overlapSeconds < 0 || overlapSeconds > LONGEST_OVERLAP_SECONDS) {
    throw badInput(`Must be from 0 to ${LONGEST_OVERLAP_SECONDS} seconds.`, 'overlapSeconds');
  }
  const key = (await keysById(database, client, [id])).get(id);
  if (key === undefined || !isInForce(key, now)) return null;
  const audit = await audited(database, { client, actor, action: AuditAction.ROTATE_API_KEY });
  const successor = { ...key, expiresAt: key.expiresAt === null ? null : now + (key.expiresAt - key.createdAt) };
  const { row, secret } = await freshKey(database, client, successor);
  const overlapEnd = now + overlapSeconds * 1_000;
  const previous = { ...key, expiresAt: Math.min(key.expiresAt ?? overlapEnd, overlapEnd) };
  const table = database.table(ApiKeyEntity);
  const isRotated = await database.unitsOfWork.run(async (unit) => {
    await unit.lock([client]);
    // It may have been revoked or rotated meanwhile.
    const [current] = await unit.find(table, ['revokedAt', 'expiresAt'], ['client', 'id'], [[client, id]]);
    if (current === undefined || !isInForce(current, Date.now())) return false;
    await unit.insert(table, [asStored(row)]);
    await unit.patch(table, ['expiresAt'], [{ client, ...previous } as unknown as ApiKeyEntity]);
    await audit(unit, { ...factsOf(row), previous: id, overlapSeconds });
    return true;
  });
  return isRotated ? { apiKey: shown(row), previous, secret } : null;
}

function demandGood({ name, scopes, expiresAt, source }: NewApiKey, now: Instant): void {
  const length = [...name].length;
  if (length < 1 || length > LONGEST_NAME)
    throw badInput(`Must be from 1 to ${LONGEST_NAME} characters.`, 'input', 'name');
  if (scopes.length === 0) throw badInput('At least one scope is needed.', 'input', 'scopes');
  if (expiresAt != null && expiresAt <= now) throw badInput('Must be in the future.', 'input', 'expiresAt');
  if (source == null) return;
  if (source === Source.API) throw badInput('Mutations are no webhook.', 'input', 'source');
  if (scopes.some((scope) => scope !== Scope.WRITE)) {
    throw badInput('A key that is bound to a source has the scope WRITE alone.', 'input', 'scopes');
  }
}

async function freshKey(database: Database, client: number, wanted: NewApiKey) {
  const secret = generateSecret();
  const id = await database.ids.one();
  const name = storable(wanted.name) as string;
  const row = {
    ...keyRow(client, id, name, [...new Set(wanted.scopes)], storedSecret(secret, 'generated')),
    expiresAt: wanted.expiresAt ?? null,
    source: wanted.source ?? null,
  };
  return { row, secret };
}

function factsOf({ id, prefix, scopes, expiresAt, source }: ApiKeyEntity) {
  const end = expiresAt === null ? null : new Date(expiresAt).toISOString();
  return { key: id, prefix, scopes, expiresAt: end, source };
}

// A unit of work writes texts, and a list of words is kept as JSON.
function asStored(row: ApiKeyEntity): ApiKeyEntity {
  return { ...row, scopes: JSON.stringify(row.scopes) as unknown as Scope[] };
}

function shown({ client: _client, secretHash: _secretHash, ...apiKey }: ApiKeyEntity): ApiKey {
  return apiKey;
}
