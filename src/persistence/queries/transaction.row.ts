import type { IntentMatch } from '../../domain/intent.js';
import { scanMembers } from '../../domain/json-scan.js';
import type { Fields } from '../../domain/ports.js';
import type { Instant, JsonText } from '../../domain/source.js';
import type { Handling, State, StateTransition } from '../../domain/state-transition.js';
import type { Transaction, TransactionDetail, TransactionKind } from '../../domain/transaction.js';
import { plainText } from '../../domain/transaction.js';
import type { Sql } from '../sql.js';
import { flag, select } from './columns.js';
import type { States } from './state.queries.js';

/** The columns of a transaction that lists show; the wide ones are read apart. */
export interface TransactionColumns {
  readonly id: number;
  readonly callRef: number;
  readonly transactionId: string;
  readonly sequence: number;
  readonly kind: TransactionKind;
  readonly requestTimestamp: Instant;
  readonly responseTimeMs: number | null;
  readonly platform: string | null;
  readonly language: string | null;
  readonly releaseId: string | null;
  readonly userContextId: string | null;
  readonly intentName: string | null;
  readonly intentConfidence: number | null;
  readonly intentSourceId: string | null;
  readonly fromState: number | null;
  readonly handledByState: number | null;
  readonly toState: number | null;
  readonly handled: Handling;
  readonly explicitlyHandled: unknown;
  readonly terminal: unknown;
  readonly endTalk: unknown;
  readonly continueListening: unknown;
  readonly text: string | null;
  readonly prompt: string | null;
  readonly reprompt: string | null;
  readonly intentRanking: JsonText | null;
}

const ALWAYS = {
  id: 'id',
  callRef: 'call_ref',
  transactionId: 'transaction_id',
  sequence: 'sequence',
  kind: 'kind',
  requestTimestamp: 'request_timestamp',
  responseTimeMs: 'response_time_ms',
};

const INTENT = { intentName: 'intent_name', intentConfidence: 'intent_confidence', intentSourceId: 'intent_source_id' };
const TRANSITION = {
  fromState: 'from_state',
  handledByState: 'handled_by_state',
  toState: 'to_state',
  handled: 'handled',
  explicitlyHandled: 'explicitly_handled',
  terminal: 'terminal',
};

/** Columns that are brought only where a field needs them: each costs as much as it takes to make its value. */
const BY_FIELD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  platform: { platform: 'platform' },
  language: { language: 'language' },
  releaseId: { releaseId: 'release_id' },
  userContextId: { userContextId: 'user_context_id' },
  intent: INTENT,
  transition: TRANSITION,
  endTalk: { endTalk: 'end_talk' },
  continueListening: { continueListening: 'continue_listening' },
  text: { text: 'text' },
  prompt: { prompt: 'prompt' },
  promptText: { prompt: 'prompt' },
  reprompt: { reprompt: 'reprompt' },
  intentRanking: { intentRanking: 'intent_ranking' },
};

const chosen = new WeakMap<object, Sql>();
const EVERY_COLUMN = columnsFor(Object.keys(BY_FIELD));

/** The select list for these fields; for null, every column. */
export function transactionColumns(fields: Fields): Sql {
  if (fields === null) return EVERY_COLUMN;
  let columns = chosen.get(fields);
  if (columns === undefined) {
    columns = columnsFor(Object.keys(BY_FIELD).filter((field) => fields.has(field)));
    chosen.set(fields, columns);
  }
  return columns;
}

function columnsFor(fields: readonly string[]): Sql {
  return select('t', Object.assign({}, ALWAYS, ...fields.map((field) => BY_FIELD[field])) as Record<string, string>);
}

/** A transaction over its row: what costs time to make is made when it is asked for. */
export class TransactionRow implements Transaction {
  readonly #row: TransactionColumns;
  readonly #states: States;
  #ranking: readonly IntentMatch[] | undefined;
  readonly id: number;
  readonly callRef: number;
  readonly transactionId: string;
  readonly sequence: number;
  readonly kind: TransactionKind;
  readonly requestTimestamp: Instant;
  readonly responseTimeMs: number | null;

  constructor(row: TransactionColumns, states: States) {
    this.#row = row;
    this.#states = states;
    this.id = row.id;
    this.callRef = row.callRef;
    this.transactionId = row.transactionId;
    this.sequence = row.sequence;
    this.kind = row.kind;
    this.requestTimestamp = row.requestTimestamp;
    this.responseTimeMs = row.responseTimeMs;
  }

  get platform() {
    return this.#row.platform;
  }
  get language() {
    return this.#row.language;
  }
  get releaseId() {
    return this.#row.releaseId;
  }
  get userContextId() {
    return this.#row.userContextId;
  }
  get text() {
    return this.#row.text;
  }
  get prompt() {
    return this.#row.prompt;
  }
  get promptText() {
    return plainText(this.#row.prompt);
  }
  get reprompt() {
    return this.#row.reprompt;
  }
  get endTalk() {
    return flag(this.#row.endTalk);
  }
  get continueListening() {
    return flag(this.#row.continueListening);
  }

  get intent(): IntentMatch | null {
    const { intentName, intentConfidence, intentSourceId } = this.#row;
    return intentName === null ? null : { name: intentName, confidence: intentConfidence, sourceId: intentSourceId };
  }

  // Executors look at a field more than once.
  get intentRanking(): readonly IntentMatch[] {
    const { intentRanking } = this.#row;
    this.#ranking ??= intentRanking === null ? [] : (JSON.parse(intentRanking) as IntentMatch[]);
    return this.#ranking;
  }

  get transition(): StateTransition | null {
    const { fromState, handledByState, toState, handled } = this.#row;
    if (fromState === null && handledByState === null && toState === null) return null;
    const from = this.#state(fromState);
    const to = this.#state(toState);
    return {
      from,
      handledBy: this.#state(handledByState),
      to,
      handled,
      explicitlyHandled: flag(this.#row.explicitlyHandled) ?? false,
      terminal: flag(this.#row.terminal) ?? false,
      selfLoop: from !== null && from.key === to?.key,
    };
  }

  #state(id: number | null): State | null {
    return id === null ? null : (this.#states.get(id) ?? null);
  }
}

/** The wide columns of a transaction, with the text it was read from. */
export interface DetailRow {
  readonly id: number;
  readonly slots: JsonText | null;
  readonly variables: JsonText | null;
  readonly errorCount: number;
  readonly warningCount: number;
  readonly errorSteps: JsonText | null;
  readonly warningSteps: JsonText | null;
  readonly body: JsonText | null;
}

/** The detail that such a row makes. */
export function detailOf(row: DetailRow): TransactionDetail {
  const members = row.body === null ? [] : scanMembers(row.body);
  const member = (key: string) => members.findLast((one) => one.key === `"${key}"`)?.value ?? null;
  return {
    slots: row.slots,
    variables: row.variables === null ? [] : JSON.parse(row.variables),
    errors: { occurrences: row.errorCount, affectedSteps: stepsOf(row.errorSteps) },
    warnings: { occurrences: row.warningCount, affectedSteps: stepsOf(row.warningSteps) },
    request: member('request'),
    response: member('response'),
  };
}

function stepsOf(text: JsonText | null): readonly JsonText[] {
  return text === null ? [] : (JSON.parse(text) as JsonText[]);
}
