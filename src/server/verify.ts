import type { Client } from '../domain/client.js';
import type { Database } from '../persistence/database.js';
import { migrate } from '../persistence/migrations.js';
import { openDatabase } from '../persistence/open.js';
import { clientByPublicId, everyClient } from '../persistence/queries/client.queries.js';
import { openSnapshots } from '../persistence/snapshots.js';
import { type Difference, verifyFigures } from '../services/verification.js';
import type { Environment } from './environment.js';
import { UsageError } from './usage-error.js';

/** Whose figures are verified, all clients' unless given, and whether what differs is mended. */
export interface VerifyUsage {
  readonly clientId: string | null;
  readonly repair: boolean;
}

const PERIOD_MS = 86_400_000;

/** `talkgraph verify`: recounts what is kept for figures and says where it differs; then it ends with 1. */
export async function verify(environment: Environment, { clientId, repair }: VerifyUsage): Promise<void> {
  const { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize } = environment;
  const database = await openDatabase({ url, poolSize, mapped: false });
  try {
    await migrate(database);
    const snapshots = await openSnapshots(database.url);
    try {
      let differing = 0;
      for (const client of await clientsOf(database, clientId)) {
        const { periods, calls, rollups, differences } = await verifyFigures(database, snapshots, client, repair);
        console.log(`${client.clientId}: ${periods} days, ${calls} calls and ${rollups} counts of days recounted.`);
        for (const difference of differences) console.log(`  ${told(difference)}`);
        differing += differences.length;
      }
      console.log(differing === 0 ? 'Nothing differs.' : outcome(differing, repair));
      if (differing > 0 && !repair) process.exitCode = 1;
    } finally {
      await snapshots.close();
    }
  } finally {
    await database.close();
  }
}

async function clientsOf(database: Database, clientId: string | null): Promise<Client[]> {
  if (clientId === null) return everyClient(database);
  const client = await clientByPublicId(database, clientId);
  if (client === null) throw new UsageError('There is no such client.');
  return [client];
}

function told({ period, calls, rollups, unmarked }: Difference): string {
  const what = [
    ...(calls.length > 0 ? [`${calls.length} calls have another course`] : []),
    ...(rollups.length > 0 ? [`counted differently: ${rollups.join(', ')}`] : []),
    ...(unmarked ? ['not noted as a day with calls'] : []),
  ];
  return `${new Date(period * PERIOD_MS).toISOString().slice(0, 10)} ${what.join('; ')}`;
}

function outcome(differing: number, repaired: boolean): string {
  return repaired
    ? `${differing} days differed and have been mended.`
    : `${differing} days differ; --repair mends them.`;
}
