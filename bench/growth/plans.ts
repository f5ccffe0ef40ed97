import type { Database } from '../../src/persistence/database.ts';
import type { Sql } from '../../src/persistence/sql.ts';
import { compile, FigureCounter, openDatabase, openSnapshots, SqlReader, sql } from '../product.ts';
import { MONTH, WEEK } from './questions.ts';
import { CLIENT_ID } from './seed.ts';

/** A statement with the database's plan for it. */
export interface Plan {
  readonly question: string;
  readonly statement: string;
  readonly plan: readonly string[];
}

const LONGEST_MS = 600_000;

type Read = (query: Sql) => Promise<object[]>;

/** What the database does for each question: its statements, each once, with their plans. */
export async function plansOf(url: string): Promise<Plan[]> {
  const database = await openDatabase({ url, poolSize: 2 });
  const snapshots = await openSnapshots(url);
  try {
    const [client] = await database.read<{ id: number }>(sql`SELECT id FROM client WHERE public_id = ${CLIENT_ID}`);
    const asking = { id: client?.id ?? 0, clientId: CLIENT_ID, name: CLIENT_ID, defaultCountry: null };
    const whose = { ...asking, timeZone: 'Europe/Berlin', callDataRetentionDays: 30, retentionDays: null } as never;
    const plans: Plan[] = [];
    const reader = new SqlReader(
      recorded(database, (read) => note(plans, 'lists', database, read)),
      {
        defaultCountry: 'DE',
      },
    );
    const page = { list: 'plans', limit: 20, backward: false, after: null, before: null };
    await reader.hangups(whose, page, {}, null);
    for (const intent of ['intent 3', 'rare']) {
      const filter = { visitedState: ['s5'], intent: [intent], startedAt: MONTH };
      await reader.calls(whose, page, filter, 'STARTED_AT_DESC', null);
    }
    const watching = {
      dialect: snapshots.dialect,
      run: (work: never, limits: never) =>
        snapshots.run((reads) => (work as (reads: object) => Promise<never>)(watched(reads)), limits),
      close: () => snapshots.close(),
    };
    const watched = (reads: { read: Read }) => ({
      read: async (query: Sql) => {
        await note(plans, 'figures', database, query);
        return reads.read(query);
      },
    });
    const counter = new FigureCounter(watching as never, { defaultCountry: 'DE', keep: () => undefined });
    const asked = (filter: object) => ({
      client: whose,
      filter,
      signal: null,
      deadline: performance.now() + LONGEST_MS,
    });
    await counter.conversationGraph(asked({ startedAt: WEEK }) as never, 1);
    await counter.conversationGraph(asked({ intent: ['intent 3'], language: ['de-DE'], startedAt: MONTH }) as never, 1);
    return plans;
  } finally {
    await snapshots.close();
    await database.close();
  }
}

function recorded(database: Database, before: (query: Sql) => Promise<void>): Database {
  return new Proxy(database, {
    get(target, property) {
      const read = async (query: Sql) => {
        await before(query);
        return target.read(query);
      };
      if (property === 'read') return read;
      if (property === 'readOne') return async (query: Sql) => (await read(query))[0] ?? null;
      const value = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function note(plans: Plan[], question: string, database: Database, query: Sql): Promise<void> {
  const { dialect } = database;
  const statement = compile(query, dialect).text.replaceAll(/\s+/g, ' ');
  if (plans.some((plan) => plan.statement === statement)) return;
  const word = dialect === 'sqlite' ? sql`EXPLAIN QUERY PLAN ${query}` : sql`EXPLAIN ${query}`;
  const rows = await database.read<{ detail?: string; 'QUERY PLAN'?: string }>(word);
  plans.push({ question, statement, plan: rows.map((row) => row.detail ?? row['QUERY PLAN'] ?? '') });
}
