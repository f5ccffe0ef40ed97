import type { ApiKey } from '../domain/api-key.js';
import { Actor } from '../domain/audit-entry.js';
import { CALL_DATA_MAXIMUM_DAYS } from '../domain/call-data.js';
import { migrate } from '../persistence/migrations.js';
import { openDatabase } from '../persistence/open.js';
import { StoredClients } from '../services/clients.js';
import type { KeyUsage } from './administration/usage.js';
import type { Environment } from './environment.js';

/** `talkgraph key`: makes a key and prints it. A client that does not exist yet is created, and that is said. */
export async function createKey(environment: Environment, { clientId, ...wanted }: KeyUsage): Promise<void> {
  const database = await openDatabase({ url: environment.DATABASE_URL, poolSize: environment.DATABASE_POOL_SIZE });
  try {
    await migrate(database);
    const clients = new StoredClients(database, {
      timeZone: environment.TIME_ZONE,
      callDataRetentionDays: CALL_DATA_MAXIMUM_DAYS,
      onError: (error) => console.error(error),
    });
    const known = await clients.clientByPublicId(clientId);
    const client = known ?? (await clients.createClient({ clientId }, Actor.COMMAND_LINE));
    if (known === null) console.error(`The client ${clientId} was not known and has been created.`);
    const { apiKey, secret } = await clients.createApiKey(client.id, wanted, Actor.COMMAND_LINE);
    console.error(`A key of ${clientId} with ${describe(apiKey)}. Keep it: it is shown only this once.`);
    // Alone on stdout, so that it can be taken into a variable.
    console.log(secret);
  } finally {
    await database.close();
  }
}

function describe({ scopes, source, expiresAt }: ApiKey): string {
  const bound = source === null ? '' : ` for deliveries of ${source} alone`;
  const end = expiresAt === null ? '' : `, until ${new Date(expiresAt).toISOString()}`;
  return `${scopes.join(', ')}${bound}${end}`;
}
