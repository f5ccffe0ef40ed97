import { Actor } from '../../domain/audit-entry.js';
import { CALL_DATA_MAXIMUM_DAYS } from '../../domain/call-data.js';
import type { Client } from '../../domain/client.js';
import type { Wake } from '../../domain/ports.js';
import { PostgreSqlWake } from '../../live/wake/postgresql.js';
import type { Database } from '../../persistence/database.js';
import { migrate } from '../../persistence/migrations.js';
import { openDatabase } from '../../persistence/open.js';
import { StoredClients } from '../../services/clients.js';
import type { Environment } from '../environment.js';
import { gatewayKey } from '../gateway-key.js';
import { UsageError } from '../usage-error.js';

/** The database of the settings, and one client in it. */
export interface Opened {
  readonly database: Database;
  readonly client: Client;
}

/** Brings the database up to date and finds the client; `create` makes one that is named and does not exist. */
export async function openFor(environment: Environment, clientId: string | null, create: boolean): Promise<Opened> {
  const { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize } = environment;
  const database = await openDatabase({ url, poolSize, mapped: false });
  try {
    await migrate(database);
    const clients = new StoredClients(database, {
      key: await gatewayKey(environment, database),
      timeZone: environment.TIME_ZONE,
      callDataRetentionDays: CALL_DATA_MAXIMUM_DAYS,
      onError: (error) => console.error(error),
    });
    return { database, client: await clientOf(clients, clientId, create) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function clientOf(clients: StoredClients, clientId: string | null, create: boolean): Promise<Client> {
  const known = clientId === null ? await clients.onlyClient() : await clients.clientByPublicId(clientId);
  if (known !== null) return known;
  if (clientId === null) throw new UsageError('There is not exactly one client: --client says whose records they are.');
  if (!create) throw new UsageError('There is no such client.');
  const client = await clients.createClient({ clientId }, Actor.COMMAND_LINE);
  console.error(`The client ${clientId} was not known and has been created.`);
  return client;
}

/** Wakes who follows the log in other processes; SQLite's followers look for themselves. */
export function wakeOthers({ DATABASE_URL: url }: Environment, onError: (error: unknown) => void): Wake {
  if (!url.startsWith('sqlite:')) return new PostgreSqlWake({ url, onError });
  return { signal: () => undefined, listen: () => () => undefined, close: async () => undefined };
}
