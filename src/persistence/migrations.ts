import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from './database.js';
import type { Dialect } from './orm.js';

/** The database has migrations that this program has never heard of: a newer one wrote it. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';

  constructor(readonly unknown: readonly string[]) {
    super(`The database is newer than this program: it has the migration ${unknown.join(', ')}. Run a newer version.`);
  }
}

/** Applies what is missing and returns the names; throws NewerDatabaseError where the database knows more. */
export async function migrate(database: Database): Promise<string[]> {
  return database.manage(async () => {
    const { migrator } = database.orm;
    const known = migrationNames(database.dialect);
    const executed = await migrator.getExecuted();
    const unknown = executed.map((row) => row.name.replace(/\.cjs$/, '')).filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new NewerDatabaseError(unknown);
    const applied = await migrator.up();
    return applied.map((migration) => migration.name.replace(/\.cjs$/, ''));
  });
}

function migrationNames(dialect: Dialect): string[] {
  const folder = fileURLToPath(new URL(`../../migrations/${dialect}`, import.meta.url));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.cjs'))
    .map((file) => file.slice(0, -4));
}
