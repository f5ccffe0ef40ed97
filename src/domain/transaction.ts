import type { IntentMatch } from './intent.js';
import type { Instant, JsonText } from './source.js';
import type { StateTransition } from './state-transition.js';
import type { Variable } from './variable.js';

/** What a transaction is: a turn of the person, the start, the end, or anything else the bot recorded. */
export const TransactionKind = {
  TURN: 'TURN',
  LAUNCH: 'LAUNCH',
  HANGUP: 'HANGUP',
  OTHER: 'OTHER',
} as const;
export type TransactionKind = (typeof TransactionKind)[keyof typeof TransactionKind];

/** How often something went wrong in a turn, and in which steps of the dialogue. */
export interface Occurrences {
  readonly occurrences: number;
  readonly affectedSteps: readonly JsonText[];
}

/** One turn: what the person said, what the bot made of it, what it answered. */
export interface Transaction {
  readonly id: number;
  /** The call's internal id. */
  readonly callRef: number;
  readonly transactionId: string;
  /** 1-based place within the call. */
  readonly sequence: number;
  readonly kind: TransactionKind;
  readonly requestTimestamp: Instant;
  readonly responseTimeMs: number | null;
  readonly platform: string | null;
  readonly language: string | null;
  readonly releaseId: string | null;
  readonly userContextId: string | null;
  readonly text: string | null;
  readonly prompt: string | null;
  readonly promptText: string | null;
  readonly reprompt: string | null;
  readonly endTalk: boolean | null;
  readonly continueListening: boolean | null;
  readonly intent: IntentMatch | null;
  readonly intentRanking: readonly IntentMatch[];
  readonly transition: StateTransition | null;
}

/** The wide and seldom read part of a transaction, fetched apart. */
export interface TransactionDetail {
  readonly slots: JsonText | null;
  readonly variables: readonly Variable[];
  readonly errors: Occurrences;
  readonly warnings: Occurrences;
  readonly request: JsonText | null;
  readonly response: JsonText | null;
}

/** SSML as plain text: tags gone, entities resolved, white space folded. */
export function plainText(prompt: string | null): string | null {
  if (prompt === null) return null;
  if (!prompt.includes('<') && !prompt.includes('&')) return prompt;
  return withoutComments(prompt)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, resolveEntity)
    .replace(/\s+/g, ' ')
    .trim();
}

// Not by an expression: it would look for the end anew at each of many comments that have none.
function withoutComments(prompt: string): string {
  let text = '';
  let at = 0;
  for (let start = prompt.indexOf('<!--'); start !== -1; start = prompt.indexOf('<!--', at)) {
    const end = prompt.indexOf('-->', start + 4);
    if (end === -1) break;
    text += `${prompt.slice(at, start)} `;
    at = end + 3;
  }
  return text + prompt.slice(at);
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function resolveEntity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name) return NAMED[name.toLowerCase()] ?? whole;
  const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
