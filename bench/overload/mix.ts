import { requestOf } from '../load/connection.ts';
import type { ReadRequest } from '../load/job.ts';
import { webhookBody } from '../payloads/bodies.ts';

/** What can be asked for. */
export type Kind = 'webhook' | 'nested' | 'call-data';

/** Of a hundred requests: what bots leave behind, what agents' desktops ask for, what people look at. */
const SHARES: readonly (readonly [Kind, number])[] = [
  ['webhook', 70],
  ['call-data', 15],
  ['nested', 15],
];
const KINDS = SHARES.flatMap(([kind, share]) => Array.from({ length: share }, () => kind));
const DIGITS = 10;

/** Random numbers from 0 to below 1 that are always the same. */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** The kinds of requests in a random order that is always the same. */
export function kinds(): () => Kind {
  const chance = chances(20_261_125);
  return () => KINDS[Math.floor(chance() * KINDS.length)] as Kind;
}

/** The transaction's id in the delivery with this number. */
export function transactionIdOf(number: number): string {
  return `overload-${String(number).padStart(DIGITS, '0')}`;
}

/** Requests with one item each, all like the first but for their ids; ten of them are about the same call. */
export function deliveries(secret: string): (number: number) => Buffer {
  const [item] = JSON.parse(webhookBody([{ call: 0, turn: 0 }])) as [{ request: Meta; response: Meta }];
  const callId = `overload-call-${'#'.repeat(DIGITS)}`;
  item.request.callMeta.callId = callId;
  item.response.callMeta.callId = callId;
  const body = JSON.stringify([{ ...item, transactionId: `overload-${'*'.repeat(DIGITS)}` }]);
  const template = requestOf('POST', '/webhooks/parloa', secret, body);
  const places = (mark: string) => indexesOf(template, mark.repeat(DIGITS));
  const [ids, calls] = [places('*'), places('#')];
  return (number) => {
    const request = Buffer.from(template);
    for (const place of ids) writeDigits(request, place, number);
    for (const place of calls) writeDigits(request, place, Math.floor(number / 10));
    return request;
  };
}

interface Meta {
  readonly callMeta: { callId: string };
}

function indexesOf(bytes: Buffer, mark: string): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) found.push(at);
  return found;
}

function writeDigits(bytes: Buffer, place: number, number: number): void {
  for (let at = place + DIGITS - 1, rest = number; at >= place; at--, rest = Math.floor(rest / 10)) {
    bytes[at] = 48 + (rest % 10);
  }
}

/** The requests of a kind, over and over. */
export function readsOf(requests: readonly ReadRequest[]): () => Buffer {
  const buffers = requests.map(({ path, secret, body }) => requestOf(body === '' ? 'GET' : 'POST', path, secret, body));
  let index = 0;
  return () => buffers[index++ % buffers.length] as Buffer;
}
