import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../../src/persistence/open.js';
import { raw, sql } from '../../../src/persistence/sql.js';
import { bytesOf } from '../../support/bytes.js';
import { everyCallData, everyInput } from '../../support/every-input.js';
import { everyPayload } from '../../support/every-payload.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { ADDRESSES, SENTENCES, tokensIn } from '../../support/planting.js';

// Nobody has to think of a field for it to be looked at: every text and every key of every payload is a canary once.

const payloads = [...everyPayload(SENTENCES, 0), ...everyPayload(ADDRESSES, 20_000)];
const inputs = [...everyInput(SENTENCES, 50_000), ...everyInput(ADDRESSES, 60_000)];
const callData = [...everyCallData(SENTENCES, 70_000), ...everyCallData(ADDRESSES, 80_000)];
const places = new Map([
  ...payloads.map(({ token, source, place }) => [token, `${source} ${place}`] as const),
  ...inputs.map(({ token, mutation, place }) => [token, `${mutation} ${place}`] as const),
  ...callData.map(({ token, place }) => [token, `CALL_DATA ${place}`] as const),
]);
/** What nobody could tell whose it is: no call is tied to it. */
const untied = new Set(payloads.filter(({ calls }) => calls.length === 0).map(({ token }) => token));

interface Kept {
  readonly why: string;
  readonly places: readonly RegExp[];
}

const ALWAYS: readonly Kept[] = [
  {
    why: 'identifiers of calls, turns and sessions lead to what stands; sources must not put a person into one',
    places: [
      /^\w+ (?:.*\.)?(?:callId|transactionId|conversationId|conversation_id|vaigConversationId|sessionId)$/,
      /^AUDIOCODES (?:.*\.)?conversation(?:\.id|\.\[\])?$/,
      /^WHIPPY data\.id$/,
      /^CALL_DATA input\.(?:callid|conversationid)$/,
      /^linkCalls callIds\.\[\]$/,
    ],
  },
  {
    why: 'states, intents and releases are names of the bot, and counted',
    places: [
      /^\w+ (?:.*\.)?(?:initialState|handledByState|nextState|from|handledBy|to)\.(?:id|name|dialogName)$/,
      /^\w+ (?:.*\.)?(?:intent|intentRanking\.\[\])\.(?:name|sourceId)$/,
      /^\w+ (?:.*\.)?(?:releaseId|instanceId)$/,
    ],
  },
  {
    why: "the agent's configuration is the same for all of its calls",
    places: [/^(?:WHIPPY data\.agent_version|recordSession agentVersion)[.{]/],
  },
];
const OF_PRIVATE_CALLS: readonly Kept[] = [
  ...ALWAYS,
  {
    why: 'names of variables and slots, and the project, are of the bot',
    places: [
      /\.(?:variables\.\[\]\.(?:id|name)|slots\.\[\]\.name|callMeta\.customerId)$/,
      /^PARLOA variables\.\[\]\.(?:id|name)$/,
    ],
  },
  {
    why: 'values that a bot keeps stay, but for what is denied by name or found in them',
    places: [/variables\.\[\]\.value[.{]?/, /^recordCallData fields[.{]/, /^CALL_DATA input[.{](?!callerid|content$)/],
  },
];
// An identifier that is written as another key names no call.
const UNNAMED = {
  why: 'nobody can tell whose it is once the key of what names it is another',
  places: [/^\w+ .*\{(?:conversation|conversationId|vaigConversationId|callId|id)\}$/],
};

const NUMBER = '+4917670919361';
const EVERY_SOURCE = ['PARLOA', 'AUDIOCODES', 'WHIPPY', 'CALL_DATA', 'API'];
const UPDATE = 'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { client { clientId } } }';
const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { calls heldCalls } }';
const AT_ONCE = 1_000;
const COUNTED = [
  ...['call', '"transaction"', 'hangup', 'gateway_notice', 'agent_session', 'message', 'session_analysis'],
  // Of erased CallData nothing is kept by which it would be known again.
  "source_event WHERE event_type <> 'callData'",
];

type Told = Readonly<{
  vendors: readonly { created: number; duplicates: number; revised: number }[];
  outcomes: readonly string[];
}>;

function placesOf(tokens: ReadonlySet<string>): string[] {
  return [...new Set([...tokens].map((token) => places.get(token) ?? token))].sort();
}

function tied(tokens: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...tokens].filter((token) => !untied.has(token)));
}

/** What is stored is what is kept by design, and everything of that is stored. */
function expectKept(tokens: ReadonlySet<string>, kept: readonly Kept[]): void {
  const stored = placesOf(tokens);
  const patterns = kept.flatMap((one) => one.places);
  expect(stored.filter((place) => !patterns.some((pattern) => pattern.test(place)))).toEqual([]);
  expect(patterns.filter((pattern) => !stored.some((place) => pattern.test(place)))).toEqual([]);
}

/** All that was taken at first is known when it comes again. */
function expectKnown(first: Told, again: Told): void {
  const known = first.vendors.map(({ created, duplicates, revised }) => ({
    created: 0,
    duplicates: created + duplicates + revised,
    revised: 0,
  }));
  expect(again.vendors).toEqual(known);
  expect(again.outcomes).toEqual(first.outcomes.map((outcome) => (outcome === 'REJECTED' ? outcome : 'DUPLICATE')));
}

describe('a text in any place of any payload', () => {
  let gateway: Gateway;
  let log: string;
  let answers: string[];

  beforeEach(async () => {
    log = '';
    answers = [];
    const onLog = (line: string) => {
      log += line;
    };
    gateway = await startGateway({ variables: { LOG_LEVEL: 'trace' }, onLog });
  });
  afterEach(() => gateway.dispose());

  const deliver = async (path: string, body: unknown) => {
    const key = path.startsWith('/api') ? { 'x-functions-key': gateway.keys.write } : undefined;
    const answer = await gateway.post(path, body, key);
    const text = await answer.text();
    answers.push(text);
    expect(answer.status).toBe(200);
    return JSON.parse(text);
  };
  const deliverAll = async (path: string, bodies: readonly unknown[]) => {
    const sum = { created: 0, duplicates: 0, revised: 0 };
    for (let at = 0; at < bodies.length; at += AT_ONCE) {
      const { created, duplicates, revised } = await deliver(path, bodies.slice(at, at + AT_ONCE));
      for (const [name, count] of Object.entries({ created, duplicates, revised })) sum[name as 'created'] += count;
    }
    return sum;
  };

  /** All of it; answers with what became of the vendors' deliveries and of the mutations. */
  async function tell() {
    const vendors: { created: number; duplicates: number; revised: number }[] = [];
    for (const source of ['PARLOA', 'AUDIOCODES', 'WHIPPY']) {
      const own = payloads.filter((one) => one.source === source).map(({ value }) => value);
      vendors.push(await deliverAll(`/webhooks/${source.toLowerCase()}`, own));
    }
    const outcomes: string[] = [];
    for (const { document, value } of inputs) {
      const { data, errors } = await gateway.graphql(document, { input: value });
      const text = JSON.stringify(errors ?? data);
      answers.push(text);
      outcomes.push(...[...text.matchAll(/"outcome":"(\w+)"/g)].map(([, outcome]) => outcome as string));
    }
    for (const { value } of callData) await deliver('/api/CallData?clientId=acme', value);
    return { vendors, outcomes };
  }

  /** A turn of the caller in every call. */
  async function tie(isPrivacyEnabled: boolean): Promise<void> {
    const calls = [...new Set([...payloads, ...inputs, ...callData].flatMap((one) => one.calls))];
    const turns = calls.map((callId, index) => ({
      transactionId: `of the caller ${index}`,
      requestTimestamp: '2026-03-02T17:11:45Z',
      request: { callMeta: { callId, callerId: NUMBER, isPrivacyEnabled } },
    }));
    expect(await deliverAll('/webhooks/parloa', turns)).toMatchObject({ created: turns.length });
  }

  /** How many rows there are of each kind. */
  async function rowsStored(): Promise<Readonly<Record<string, number>>> {
    const database = await openDatabase({ url: gateway.databaseUrl, poolSize: 1 });
    const counts: Record<string, number> = {};
    for (const table of COUNTED) {
      const row = await database.readOne<{ count: number }>(sql`SELECT count(*) AS count FROM ${raw(table)}`);
      counts[table] = Number(row?.count);
    }
    await database.close();
    return counts;
  }

  async function tokensStored(): Promise<ReadonlySet<string>> {
    const database = await openDatabase({ url: gateway.databaseUrl, poolSize: 1 });
    await database.scrub();
    await database.close();
    return tokensIn((await bytesOf(gateway.databaseUrl)).toString('latin1'));
  }

  test('is not kept of a private call, but for what the bot and the source are known by', async () => {
    const privacy = EVERY_SOURCE.map((source) => ({ source, enabled: true }));
    expect((await gateway.graphql(UPDATE, { input: { privacy } }, gateway.keys.admin)).errors).toBeUndefined();
    await tell();
    expectKept(await tokensStored(), OF_PRIVATE_CALLS);
    expect(placesOf(tokensIn(log))).toEqual([]);
    expect(placesOf(tokensIn(answers.join('\n')))).toEqual([]);
  }, 120_000);

  test('goes when its call turns out to be private, and does not come back', async () => {
    const first = await tell();
    expect(placesOf(tokensIn(answers.join('\n')))).toEqual([]);
    await tie(true);
    expectKept(tied(await tokensStored()), [...OF_PRIVATE_CALLS, UNNAMED]);
    expectKnown(first, await tell());
    expectKept(tied(await tokensStored()), [...OF_PRIVATE_CALLS, UNNAMED]);
    expect(placesOf(tokensIn(log))).toEqual([]);
  }, 120_000);

  test('goes with its caller, and does not come back', async () => {
    const first = await tell();
    await tie(false);
    const before = await rowsStored();
    const erased = await gateway.graphql(ERASE, { input: { caller: NUMBER } }, gateway.keys.admin);
    expect(erased.data.eraseCaller.heldCalls).toBe(0);
    expect(await rowsStored()).toEqual(before);
    expectKept(tied(await tokensStored()), [...ALWAYS, UNNAMED]);
    expectKnown(first, await tell());
    expect(await rowsStored()).toEqual(before);
    expectKept(tied(await tokensStored()), [...ALWAYS, UNNAMED]);
    expect(placesOf(tokensIn(log))).toEqual([]);
  }, 120_000);
});
