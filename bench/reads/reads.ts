import { deepStrictEqual } from 'node:assert/strict';
import Database from 'better-sqlite3';
import { type Server, startGateway, startLoad, startScript } from '../gateway.ts';
import type { ReadRequests } from '../load/job.ts';
import { loadServer, ratioOf, sideBySide } from '../measure.ts';
import type { Running } from '../processes.ts';
import { encodeCursor } from '../product.ts';
import type { Outcome } from '../report.ts';
import { CLIENTS } from '../seed.ts';
import { NESTED, OTHERS, type ReadCase } from './documents.ts';

const CONNECTIONS = 16;
// Many short rounds: what else the machine does in between meets all contenders alike.
const ROUNDS = 9;
const SECONDS = 1;
const WARM_UP_SECONDS = 3;
const VARIANTS = 400;
const COMPARED = 12;

type Variants = ReadRequests['variants'];
type Ways = Record<'graphql' | 'rest', Variants>;

/** Measures the reads over a seeded database. */
export async function measureReads(file: string): Promise<Outcome[]> {
  const load = startLoad();
  const gateway = await startGateway(file);
  const rest = await startScript('reads/rest.ts', [file]);
  const usual = await startScript('reads/usual/server.ts', [file]);
  try {
    const outcomes = await nested(file, load, gateway, rest, usual);
    for (const other of OTHERS) outcomes.push(await againstRest(file, other, load, gateway, rest));
    return outcomes;
  } finally {
    await Promise.all([gateway, rest, usual, load].map((running) => running.stop()));
  }
}

async function nested(file: string, load: Running, gateway: Server, rest: Server, usual: Server): Promise<Outcome[]> {
  const ways = waysOf(file, NESTED);
  const bytes = await compare(NESTED, ways, [gateway, usual], rest);
  const figures = await sideBySide(
    [
      await contender('talkgraph', load, gateway, 'POST', ways.graphql),
      await contender('hand-written REST', load, rest, 'GET', ways.rest),
      await contender('entities behind DataLoader', load, usual, 'POST', ways.graphql),
    ],
    ROUNDS,
  );
  const [own, reference, stock] = figures as [never, never, never];
  const work = `nested query (${Math.round(bytes / 1_024)} KiB, ${CONNECTIONS} connections)`;
  return [
    { work, unit: 'requests', figures: [own, reference], measured: ratioOf(own, reference), target: 0.75 },
    { work: 'the same', unit: 'requests', figures: [own, stock], measured: ratioOf(own, stock), target: 20 },
  ];
}

async function againstRest(
  file: string,
  one: ReadCase,
  load: Running,
  gateway: Server,
  rest: Server,
): Promise<Outcome> {
  const ways = waysOf(file, one);
  const bytes = await compare(one, ways, [gateway], rest);
  const figures = await sideBySide(
    [
      await contender('talkgraph', load, gateway, 'POST', ways.graphql),
      await contender('hand-written REST', load, rest, 'GET', ways.rest),
    ],
    ROUNDS,
  );
  const [own, reference] = figures as [never, never];
  const work = `${one.name} (${Math.round(bytes / 1_024)} KiB)`;
  return { work, unit: 'requests', figures: [own, reference], measured: ratioOf(own, reference), target: 0.4 };
}

/** The same pages asked in both ways: random clients and cursors, always the same ones. */
export function waysOf(file: string, { document, path, list, cursor, first }: ReadCase): Ways {
  const database = new Database(file, { readonly: true });
  const rows = database.prepare(`SELECT r."${cursor.column}" AS value, r.id FROM "${cursor.table}" r
    JOIN client c ON c.id = r.client_id WHERE c.public_id = ? ORDER BY 1, 2`);
  const keysets = CLIENTS.map(({ name }) => (rows.all(name) as { value: number; id: number }[]).slice(first + 1));
  database.close();
  const ways: { graphql: Variants[number][]; rest: Variants[number][] } = { graphql: [], rest: [] };
  for (let index = 0; index < VARIANTS; index++) {
    const one = index % CLIENTS.length;
    const own = keysets[one] ?? [];
    const { value, id } = own[(index * 7_919) % own.length] as { value: number; id: number };
    const after = encodeCursor(list, [value, id]);
    const secret = CLIENTS[one]?.secret ?? '';
    ways.graphql.push({ path: '/graphql', secret, body: JSON.stringify({ query: document, variables: { after } }) });
    ways.rest.push({ path: `${path}?after=${after}`, secret, body: '' });
  }
  return ways;
}

/** Holds that all give the same answers; returns the mean size of one. */
async function compare({ root }: ReadCase, ways: Ways, graphql: Server[], rest: Server): Promise<number> {
  let bytes = 0;
  for (let index = 0; index < COMPARED; index++) {
    const wanted = await fetchText(rest, ways.rest[index] as Variants[number]);
    bytes += wanted.length / COMPARED;
    for (const server of graphql) {
      const answer = parse(await fetchText(server, ways.graphql[index] as Variants[number]));
      deepStrictEqual(answer, { data: { [root]: parse(wanted) } });
    }
  }
  return bytes;
}

/** The gateway's cursors name their list as well; the keyset comes first in everybody's. */
function parse(text: string): unknown {
  return JSON.parse(text, (key, value) =>
    key === 'endCursor' ? JSON.parse(Buffer.from(value, 'base64url').toString()).slice(0, 2) : value,
  );
}

async function fetchText({ port }: Server, { path, secret, body }: Variants[number]): Promise<string> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const init = body === '' ? { headers } : { method: 'POST', headers, body };
  return (await fetch(`http://127.0.0.1:${port}${path}`, init)).text();
}

async function contender(name: string, load: Running, server: Server, method: 'GET' | 'POST', variants: Variants) {
  const run = (seconds: number) =>
    loadServer(load, server, { connections: CONNECTIONS, requests: { kind: 'read', method, seconds, variants } });
  await run(WARM_UP_SECONDS);
  return { name, measure: () => run(SECONDS) };
}
