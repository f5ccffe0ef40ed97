import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Server, startGateway, startLoad } from './gateway.ts';
import type { ReadRequests } from './load/job.ts';
import { type Contender, loadServer, median, sideBySide } from './measure.ts';
import type { Running } from './processes.ts';
import type { Outcome } from './report.ts';
import { CLIENTS, seed } from './seed.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const VARIANTS = 1_000;
const ROUNDS = 5;
const SECONDS = 2;
const WARM_UP_SECONDS = 3;
// What an agent's desktop would be shown.
const CONTENT =
  'The caller wants to move an appointment and has been identified by the number of the contract. '.repeat(3);

const [CLIENT] = CLIENTS;

/** Measures how long a GET takes, one after the other, with a million records stored beside a thousand. */
export async function measureCallData(folder: string): Promise<Outcome[]> {
  const load = startLoad();
  const servers: Server[] = [];
  try {
    const contenders: Contender[] = [];
    for (const count of [MANY, FEW]) {
      const file = join(folder, `call-data-${count}.sqlite`);
      await seed(file, 0);
      store(file, count);
      const server = await startGateway(file);
      servers.push(server);
      contenders.push(await contender(`${count.toLocaleString('en')} records`, load, server, count));
    }
    const figures = await sideBySide(contenders, ROUNDS);
    const [many, few] = figures as [never, never];
    const ratio = ratioOfLatency(many, few) * 100;
    const work = 'CallData GET: latency with 1,000,000 records (1 connection)';
    return [{ work, unit: 'requests', figures, measured: ratio, target: 200, plain: '%' }];
  } finally {
    await Promise.all([...servers, load].map((running) => running.stop()));
  }
}

interface Rounds {
  readonly rounds: readonly { readonly p50Ms: number }[];
}

function ratioOfLatency(one: Rounds, other: Rounds): number {
  return median(one.rounds.map(({ p50Ms }, round) => p50Ms / (other.rounds[round]?.p50Ms ?? Number.NaN)));
}

/** Rows as the recorder writes them, of the last hours, without waiting for each one's commit. */
function store(file: string, count: number): void {
  const database = new Database(file);
  const { id: client } = database.prepare('SELECT id FROM client WHERE public_id = ?').get(CLIENT?.name) as {
    id: number;
  };
  const insert = database.prepare(`INSERT INTO call_data (client_id, id, call_id, caller_key, caller_raw, caller_e164,
    caller_kind, content, fields, stored_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, 'PHONE', ?, '{"queue":"sales"}', ?, ?)`);
  const now = Date.now();
  const insertAll = database.transaction(() => {
    for (let index = 0; index < count; index++) {
      const caller = callerOf(index);
      const storedAt = now - (count - index) * 10;
      insert.run(
        client,
        index + 1,
        callIdOf(index),
        caller,
        caller,
        caller,
        CONTENT,
        storedAt,
        storedAt + 30 * 86_400_000,
      );
    }
  });
  insertAll();
  database.close();
}

const callerOf = (index: number) => `+4915${String(100_000_000 + ((index * 7_919) % 50_000))}`;
const callIdOf = (index: number) => `call-${index}-9f2c41d07ab3`;

async function contender(name: string, load: Running, server: Server, count: number): Promise<Contender> {
  const variants: ReadRequests['variants'] = Array.from({ length: VARIANTS }, (_, index) => {
    const asked = (index * 99_991) % count;
    const caller = encodeURIComponent(callerOf(asked));
    const key = `code=${CLIENT?.secret}&clientId=${CLIENT?.name}`;
    const path = `/api/CallData?${key}&caller=${caller}&callid=${callIdOf(asked)}&timeLimit=86400`;
    return { path, secret: CLIENT?.secret ?? '', body: '' };
  });
  const run = (seconds: number) =>
    loadServer(load, server, { connections: 1, requests: { kind: 'read', method: 'GET', seconds, variants } });
  await run(WARM_UP_SECONDS);
  return { name, measure: () => run(SECONDS) };
}
