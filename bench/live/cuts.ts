import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import WebSocket from 'ws';
import { type Cuttable, cuttable } from '../../test/support/cuttable.ts';
import { type Server, startGateway } from '../gateway.ts';
import type { Outcome } from '../report.ts';
import { CLIENT, SECRET } from './question.ts';

const CUTS = 1_000;
const WRITERS = 4;
const LONGEST_STAY_MS = 30;
const POSTGRES = process.env['BENCH_POSTGRES_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const NATS = { host: '127.0.0.1', port: 4222 };
const QUESTION = `subscription ($after: String) { hangupRecorded(after: $after) { cursor hangup { call { callId } } } }`;
const RECORD = `mutation ($id: String!) { recordHangup(input: { callId: $id, idempotencyKey: $id }) { outcome } }`;
const BEGINNING = Buffer.from('v1:0').toString('base64url');
const SETTINGS = { BOOTSTRAP_CLIENT_ID: CLIENT, BOOTSTRAP_API_KEY: SECRET, LOG_LEVEL: 'silent' };

/** A subscriber is cut a thousand times while four write: what it missed and what it saw twice. */
export async function measureCuts(folder: string): Promise<Outcome[]> {
  const one = await startGateway(join(folder, 'cuts.sqlite'), SETTINGS);
  const outcomes = await endured('SQLite, one process', [one], async () => undefined);
  const name = `talkgraph_bench_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name}`);
  const url = new URL(POSTGRES);
  url.pathname = `/${name}`;
  const way = await cuttable(NATS.host, NATS.port);
  try {
    return [...outcomes, ...(await overPostgreSql(url.href, way))];
  } finally {
    await way.close();
    await administer(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

/** Three processes; one is killed in between and comes back, and the wake is cut off for a while. */
async function overPostgreSql(url: string, way: Cuttable): Promise<Outcome[]> {
  const start = () => startGateway('', { ...SETTINGS, DATABASE_URL: url, WAKE_URL: `nats://${way.address}` });
  const servers = [await start(), await start(), await start()];
  return endured('PostgreSQL, three processes', servers, async (cut) => {
    if (cut === CUTS * 0.3) servers.splice(1, 1)[0]?.child.kill('SIGKILL');
    if (cut === CUTS * 0.6) servers.push(await start());
    if (cut === CUTS * 0.4) way.cut();
    if (cut === CUTS * 0.7) way.mend();
  });
}

async function endured(work: string, servers: Server[], between: (cut: number) => Promise<void>): Promise<Outcome[]> {
  const written: string[] = [];
  let writing = true;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let number = 0; writing; number++) {
      await recorded(servers, `cut-${writer}-${number}`);
      written.push(`cut-${writer}-${number}`);
      await pause(2);
    }
  });
  const seen: string[] = [];
  const cursors: number[] = [];
  const told = (cursor: string, callId: string) => {
    seen.push(callId);
    cursors.push(Number(Buffer.from(cursor, 'base64url').toString().slice(3)));
  };
  let cursor = BEGINNING;
  const subscribe = async (stayMs: number, until: () => boolean) => {
    cursor = await stay(anyOf(servers), cursor, stayMs, told, until);
  };
  for (let cut = 0; cut < CUTS; cut++) {
    await between(cut);
    await subscribe(Math.random() * LONGEST_STAY_MS, () => false);
  }
  writing = false;
  await Promise.all(writers);
  while (seen.length < written.length) await subscribe(2_000, () => seen.length >= written.length);
  for (const server of servers) await server.stop();

  const unordered = cursors.filter((seq, index) => index > 0 && seq <= (cursors[index - 1] ?? 0)).length;
  const missed = written.filter((callId) => !new Set(seen).has(callId)).length;
  const twice = seen.length - new Set(seen).size;
  console.log(
    `${work}: ${CUTS} cuts, ${written.length} events, ${missed} missed, ${twice} twice, ${unordered} out of order`,
  );
  const outcome = (what: string, measured: number): Outcome => {
    return { work: `${work}: ${what}`, unit: '', figures: [], measured, target: 0, plain: `of ${written.length}` };
  };
  return [outcome('missed', missed), outcome('seen twice', twice), outcome('out of order', unordered)];
}

/** Follows for a while and is cut; resolves with the cursor of the last event that came. */
function stay(
  { port }: Server,
  after: string,
  stayMs: number,
  told: (cursor: string, callId: string) => void,
  until: () => boolean,
): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  let cursor = after;
  return new Promise((resolve) => {
    const leave = () => {
      clearTimeout(timer);
      socket.removeAllListeners('message');
      socket.terminate();
      resolve(cursor);
    };
    const timer = setTimeout(leave, 5 + stayMs);
    // A process that was killed answers nobody.
    socket.on('error', leave);
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${SECRET}` } }));
    });
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === 'connection_ack') {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUESTION, variables: { after } } }));
        return;
      }
      if (type !== 'next') throw new Error(JSON.stringify(payload));
      ({ cursor } = payload.data.hangupRecorded);
      told(cursor, payload.data.hangupRecorded.hangup.call.callId);
      if (until()) leave();
    });
  });
}

/** Tries until somebody says that it is durable, as every sender must. */
async function recorded(servers: readonly Server[], id: string): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${anyOf(servers).port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` },
        body: JSON.stringify({ query: RECORD, variables: { id } }),
      });
      const { data } = (await response.json()) as { data?: { recordHangup: { outcome: string } } };
      if (data !== undefined && ['CREATED', 'DUPLICATE'].includes(data.recordHangup.outcome)) return;
    } catch {
      // The process was killed before it answered: whether it stands, the next one knows.
    }
    await pause(10);
  }
}

function anyOf(servers: readonly Server[]): Server {
  return servers[Math.floor(Math.random() * servers.length)] as Server;
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: POSTGRES });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
