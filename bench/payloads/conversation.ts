import { createHash } from 'node:crypto';

/** A turn's place: which call, and which turn of it, counted from 0. */
export interface Place {
  readonly call: number;
  readonly turn: number;
}

/** A state of the dialogue as Parloa writes it. */
export interface StatePayload {
  readonly id: string;
  readonly name: string;
  readonly dialogName: string;
}

/** What one turn says; the payloads of the webhook and of the mutation are two ways to write it down. */
export interface Turn {
  readonly transactionId: string;
  readonly callId: string;
  readonly callerId: string;
  readonly releaseId: string;
  readonly userContextId: string;
  readonly requestTimestamp: string;
  readonly responseTime: number;
  readonly text: string;
  readonly prompt: string;
  readonly reprompt: string;
  readonly endTalk: boolean;
  readonly ranking: readonly { readonly id: number; readonly confidence: number; readonly name: string }[];
  readonly from: StatePayload;
  readonly to: StatePayload;
  readonly variables: readonly { readonly id: string; readonly name: string; readonly value: unknown }[];
}

/** Turns of a call. */
export const TURNS_PER_CALL = 10;

const EPOCH = Date.UTC(2026, 0, 5, 8);
const CALL_EVERY_MS = 37_000;
const TURN_EVERY_MS = 9_000;
// As wide as Parloa's own ids: no double holds all their digits.
const INTENTS = [
  { id: -4300620255518597600, name: 'Nein' },
  { id: 4869120587039172000, name: 'askForAgent' },
  { id: -997796091434561900, name: 'HelpIntent' },
  { id: 1784520957113340200, name: 'Ja' },
  { id: 6120457733019284000, name: 'invoiceQuestion' },
  { id: -7715520911843058000, name: 'changeAddress' },
  { id: 2904118836057741300, name: 'cancelContract' },
] as const;
const STATES: readonly StatePayload[] = [
  'base',
  'greeting',
  'menu',
  'identify',
  'billing',
  'address',
  'confirm',
  'more',
].map((id) => ({ id: `STATE.${id}`, name: `State ${id}`, dialogName: 'main' }));

/** What was said at a place: always the same for the same place, and like no other. */
export function turnAt({ call, turn }: Place): Turn {
  const [one, two] = [hex('call', call), hex('turn', call * 100 + turn)];
  const chance = Number.parseInt(two.slice(0, 6), 16) / 0xffffff;
  const first = (call + turn) % INTENTS.length;
  return {
    transactionId: two.slice(8, 32),
    callId: `${one.slice(0, 8)}-${one.slice(8, 12)}-${one.slice(12, 16)}-${one.slice(16, 20)}-${one.slice(20, 32)}`,
    callerId: `+4915${String(100_000_000 + (call % 900_000_000)).slice(0, 9)}`,
    releaseId: `60a68b0cb4678b14c6d1c67${call % 3}`,
    userContextId: one.slice(0, 24),
    requestTimestamp: new Date(EPOCH + call * CALL_EVERY_MS + turn * TURN_EVERY_MS).toISOString(),
    responseTime: Math.round(8 + chance * 90),
    text: `Guten Tag, mein Anliegen ist die Nummer ${call} und ich habe dazu eine ${turn + 1}. Frage`,
    prompt: spoken(
      `Vielen Dank für Ihre Angaben zum Vorgang ${call}. Ich habe das so notiert und sehe gleich für Sie nach, was wir ` +
        `dazu schon wissen. Wenn Sie mögen, verbinde ich Sie danach mit einer Kollegin. Möchten Sie in Schritt ${turn + 1} ` +
        'mit der Rechnung, mit Ihrer Anschrift oder mit etwas ganz anderem weitermachen?',
    ),
    reprompt: spoken(
      `Ich habe Sie leider nicht verstanden. Zum Vorgang ${call} kann ich Ihnen bei der Rechnung, bei der Anschrift und ` +
        'bei der Kündigung helfen. Sagen Sie einfach, was Sie möchten, oder sagen Sie Hilfe.',
    ),
    endTalk: turn === TURNS_PER_CALL - 1 && call % 2 === 0,
    ranking: [0.62 + chance * 0.38, 0.38 * (1 - chance)].map((confidence, rank) => {
      const { id, name } = INTENTS[(first + rank) % INTENTS.length] as (typeof INTENTS)[number];
      return { id, confidence, name };
    }),
    from: stateAt(call, turn),
    to: stateAt(call, turn + 1),
    variables: [
      { id: 'lastSentiment', name: 'lastSentiment', value: turn % 3 === 0 ? '' : 'neutral' },
      { id: 'sentimentCounter', name: 'sentimentCounter', value: turn },
    ],
  };
}

/**
 * The turns of `calls` calls in the order in which they are sent. Whole calls follow each other in batches; single
 * turns come from many calls at once, as they do where many people talk at a time.
 */
export function placesOf(firstCall: number, calls: number, batch: number): Place[] {
  const together = batch === 1 ? 64 : 1;
  const places: Place[] = [];
  for (let group = 0; group < calls; group += together) {
    const size = Math.min(together, calls - group);
    for (let turn = 0; turn < TURNS_PER_CALL; turn++) {
      for (let one = 0; one < size; one++) places.push({ call: firstCall + group + one, turn });
    }
  }
  return places;
}

function stateAt(call: number, turn: number): StatePayload {
  return STATES[(turn === 0 ? 0 : call + turn) % STATES.length] as StatePayload;
}

function spoken(text: string): string {
  return (
    '<speak version="1.0" xmlns:mstts="https://www.w3.org/2001/mstts" xml:lang="de-DE"><voice name="de-DE-KatjaNeural">' +
    `${text} <break strength="medium" time="2012ms" /></voice></speak>`
  );
}

function hex(kind: string, number: number): string {
  return createHash('sha1').update(`${kind} ${number}`).digest('hex');
}
