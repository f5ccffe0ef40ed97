import { openDatabase } from '../../src/persistence/open.js';

/** Does something while a running gateway's database has no such table, so that whatever needs it fails unforeseen. */
export async function withoutTable<T>(databaseUrl: string, table: string, work: () => Promise<T>): Promise<T> {
  const database = await openDatabase({ url: databaseUrl, poolSize: 2 });
  const rename = (from: string, to: string) =>
    database.manage((em) => em.getConnection().execute(`ALTER TABLE ${from} RENAME TO ${to}`));
  try {
    await rename(table, `${table}_away`);
    return await work().finally(() => rename(`${table}_away`, table));
  } finally {
    await database.close();
  }
}
