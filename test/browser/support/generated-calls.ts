import type { Gateway } from '../../support/gateway.js';

/** How calls are generated: always the same ones for the same numbers. */
export interface GeneratedCalls {
  readonly count: number;
  /** The last call starts shortly before. */
  readonly nowMs: number;
  /** Over which time they are spread evenly. */
  readonly spanMs: number;
  /** States that the calls go through, as many as wanted. */
  readonly states?: number;
}

const BATCH_ITEMS = 1_000;
const TURN_MS = 7_000;
const INTENTS = ['Yes', 'No', 'Billing', 'Order status', 'Agent please'];
const LANGUAGES = ['de-DE', 'en-GB'];

/**
 * Posts calls of three to six turns to Parloa's hook, in batches: in two releases and two languages, each tenth still
 * open, of the others each third ended by the caller.
 */
export async function postGeneratedCalls(gateway: Gateway, how: GeneratedCalls): Promise<void> {
  let batch: object[] = [];
  const send = async () => {
    const response = await gateway.post('/webhooks/parloa', batch);
    if (response.status !== 200) throw new Error(`The gateway answered with ${response.status}.`);
    batch = [];
  };
  for (let index = 0; index < how.count; index++) {
    const transactions = transactionsOf(index, how);
    if (batch.length + transactions.length > BATCH_ITEMS) await send();
    batch.push(...transactions);
  }
  await send();
}

/** A call's name. */
export function generatedCallId(index: number): string {
  return `generated-${index}`;
}

function transactionsOf(index: number, { count, nowMs, spanMs, states = 12 }: GeneratedCalls): object[] {
  const turns = 3 + (index % 4);
  const startMs = nowMs - spanMs + Math.floor((index * spanMs) / count) - turns * TURN_MS;
  const isOpen = index % 10 === 0;
  const byCaller = !isOpen && index % 3 === 0;
  const place = (turn: number) => stateAt(turn === 0 ? 0 : 1 + ((index * 7 + turn * (1 + (index % 5))) % (states - 1)));
  const transactions = Array.from({ length: turns }, (_, turn) => {
    const endsHere = !isOpen && !byCaller && turn === turns - 1;
    return turnOf(index, turn, startMs, { from: place(turn), to: place(turn + 1), endTalk: endsHere });
  });
  return byCaller ? [...transactions, hangupOf(index, startMs + turns * TURN_MS, place(turns))] : transactions;
}

interface Way {
  readonly from: object;
  readonly to: object;
  readonly endTalk: boolean;
}

function turnOf(index: number, turn: number, startMs: number, { from, to, endTalk }: Way): object {
  const intent = INTENTS[(index + turn) % INTENTS.length];
  const fallback = (index + turn) % 8 === 0;
  return {
    ...commonOf(index, `${generatedCallId(index)}-${turn}`, startMs + turn * TURN_MS),
    responseTime: 80 + ((index * 31 + turn * 17) % 400),
    intent: {
      name: intent,
      initialState: from,
      handledByState: fallback ? { id: '', name: '', dialogName: '' } : from,
      handled: 'locally',
      explicitlyHandled: !fallback,
      nextState: to,
    },
    request: {
      text: `What about ${intent}, part ${turn + 1}?`,
      intent: { name: intent, confidence: 0.5 + ((index + turn) % 50) / 100 },
      callMeta: metaOf(index),
    },
    response: { prompt: `<speak>This is answer ${turn + 1}.</speak>`, endTalk },
  };
}

function hangupOf(index: number, atMs: number, state: object): object {
  const nowhere = { id: '', name: '', dialogName: '' };
  return {
    ...commonOf(index, `${generatedCallId(index)}-hangup`, atMs),
    intent: {
      name: 'PARLOA.EndConversation',
      initialState: state,
      handledByState: nowhere,
      handled: 'locally',
      explicitlyHandled: false,
      nextState: stateAt(0),
    },
    request: { event: 'HANGUP', callMeta: metaOf(index) },
  };
}

function commonOf(index: number, transactionId: string, atMs: number): object {
  return {
    transactionId,
    requestTimestamp: new Date(atMs).toISOString(),
    releaseId: index % 2 === 0 ? 'release-1' : 'release-2',
    requesterId: metaOf(index).callerId,
    platform: 'phoneV2',
    language: LANGUAGES[index % LANGUAGES.length],
    meta: { errors: { occurrences: 0 }, warnings: { occurrences: 0 } },
    variables: [],
  };
}

function metaOf(index: number): { callId: string; callerId: string } {
  return { callId: generatedCallId(index), callerId: `+4915112${String(index).padStart(6, '0')}` };
}

function stateAt(place: number): object {
  return { id: `STATE.${place}`, name: place === 0 ? 'Greeting' : `State ${place}`, dialogName: 'main' };
}
