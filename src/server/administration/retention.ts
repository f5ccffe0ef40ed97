import { migrate } from '../../persistence/migrations.js';
import { openDatabase } from '../../persistence/open.js';
import { previewRetention, removeExpired } from '../../services/retention.js';
import type { Environment } from '../environment.js';
import type { RetentionUsage } from './usage.js';

const HOUR_MS = 3_600_000;

/** `talkgraph retention`: removes what has expired, as the gateway does by itself, or counts it by client and kind. */
export async function applyRetention(environment: Environment, { dryRun }: RetentionUsage): Promise<void> {
  const { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize } = environment;
  const database = await openDatabase({ url, poolSize, mapped: false });
  try {
    await migrate(database);
    const now = Date.now();
    const eventsBefore = now - environment.EVENT_RETENTION_HOURS * HOUR_MS;
    if (dryRun) return console.log(JSON.stringify(await previewRetention(database, { now, eventsBefore }), null, 2));
    const batch = environment.RETENTION_BATCH_ROWS;
    console.log(JSON.stringify(await removeExpired(database, { now, eventsBefore, batch }), null, 2));
    await database.scrub();
  } finally {
    await database.close();
  }
}
