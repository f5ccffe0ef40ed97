import { migrate } from '../../persistence/migrations.js';
import { openDatabase } from '../../persistence/open.js';
import { StoredWebhookSecrets } from '../../services/webhook-secrets.js';
import type { Environment } from '../environment.js';
import { gatewayKey } from '../gateway-key.js';

/** `talkgraph reseal`: after it SECRETS_KEY_PREVIOUS is needed no longer. Ends with 1 where secrets cannot be opened. */
export async function resealSecrets(environment: Environment): Promise<void> {
  const database = await openDatabase({ url: environment.DATABASE_URL, poolSize: environment.DATABASE_POOL_SIZE });
  try {
    await migrate(database);
    const secrets = new StoredWebhookSecrets(database, await gatewayKey(environment, database));
    const { resealed, lost } = await secrets.reseal();
    console.log(`Webhook secrets sealed anew: ${resealed}. SECRETS_KEY_PREVIOUS is needed no longer.`);
    if (lost === 0) return;
    console.error(`Webhook secrets that neither key opens: ${lost}. Set them anew, or give the key that sealed them.`);
    process.exitCode = 1;
  } finally {
    await database.close();
  }
}
