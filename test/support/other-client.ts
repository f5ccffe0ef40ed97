import { openDatabase } from '../../src/persistence/open.js';
import { StoredClients } from '../../src/services/clients.js';

const SECRET = 'another-admin-key-0123456789abcdef';

/** Makes another client in a running gateway's database; returns a key of it that may do everything. */
export async function anotherClient(databaseUrl: string): Promise<string> {
  const database = await openDatabase({ url: databaseUrl, poolSize: 2 });
  try {
    const options = { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError: () => undefined };
    await new StoredClients(database, options).ensureBootstrap({ clientId: 'other', secret: SECRET });
  } finally {
    await database.close();
  }
  return SECRET;
}
