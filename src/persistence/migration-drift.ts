import { type Dialect, type Orm, openOrm } from './orm.js';

// For those who change entities. `check` compares them with the snapshots beside the migrations and needs no
// database; `create NAME POSTGRESQL_URL` writes the migrations of both dialects and needs an empty PostgreSQL one.

const NOWHERE = 'postgresql://postgres@127.0.0.1:1/none';

async function withOrm<T>(dialect: Dialect, url: string, use: (orm: Orm) => Promise<T>): Promise<T> {
  const location = dialect === 'sqlite' ? { dialect, file: ':memory:' } : { dialect, url, poolSize: 1 };
  const orm = await openOrm(location, { snapshots: true });
  try {
    return await use(orm);
  } finally {
    await orm.close(true);
  }
}

async function check(dialect: Dialect): Promise<boolean> {
  const differs = await withOrm(dialect, NOWHERE, (orm) => orm.migrator.checkSchema());
  process.stdout.write(`${dialect}: ${differs ? 'the entities differ from the migrations' : 'in step'}\n`);
  return !differs;
}

async function create(dialect: Dialect, name: string, url: string): Promise<boolean> {
  const result = await withOrm(dialect, url, (orm) => orm.migrator.create(undefined, false, false, name));
  process.stdout.write(`${dialect}: ${result.fileName || 'nothing to do'}\n`);
  return true;
}

const [command, name = 'change', url = NOWHERE] = process.argv.slice(2);
const act = (dialect: Dialect) => (command === 'create' ? create(dialect, name, url) : check(dialect));
const done = [await act('sqlite'), await act('postgresql')];
process.exitCode = done.every(Boolean) ? 0 : 1;
