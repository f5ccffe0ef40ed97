import { migrate } from '../persistence/migrations.js';
import { openDatabase } from '../persistence/open.js';
import type { Environment } from './environment.js';

/** `talkgraph migrate`: brings the database up to date and says what was done. */
export async function bringUpToDate(environment: Environment): Promise<void> {
  const database = await openDatabase({ url: environment.DATABASE_URL, poolSize: environment.DATABASE_POOL_SIZE });
  try {
    const applied = await migrate(database);
    for (const name of applied) console.log(`Applied ${name}.`);
    console.log(applied.length === 0 ? 'The database was up to date.' : 'The database is up to date.');
  } finally {
    await database.close();
  }
}
