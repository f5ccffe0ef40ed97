import type { IntentMatch } from '../../domain/intent.js';
import { scanMembers } from '../../domain/json-scan.js';
import type { Instant, JsonText } from '../../domain/source.js';
import type { Handling, State, StateTransition } from '../../domain/state-transition.js';
import type { Transaction, TransactionDetail, TransactionKind } from '../../domain/transaction.js';
import { plainText } from '../../domain/transaction.js';
import { each, flag, Projection } from './columns.js';
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

const PROMPT = { prompt: 'prompt' };

/** The columns of a transaction, with its intent and its transition. */
export const TRANSACTION = new Projection(
  't',
  {
    id: 'id',
    callRef: 'call_ref',
    transactionId: 'transaction_id',
    requestTimestamp: 'request_timestamp',
  },
  {
    ...each({
      sequence: 'sequence',
      kind: 'kind',
      responseTimeMs: 'response_time_ms',
      platform: 'platform',
      language: 'language',
      releaseId: 'release_id',
      userContextId: 'user_context_id',
      endTalk: 'end_talk',
      continueListening: 'continue_listening',
      text: 'text',
      reprompt: 'reprompt',
      intentRanking: 'intent_ranking',
      handled: 'handled',
      explicitlyHandled: 'explicitly_handled',
      terminal: 'terminal',
    }),
    prompt: PROMPT,
    promptText: PROMPT,
    // No other transaction is looked at for an end signal.
    hangup: { kind: 'kind' },
    intent: { intentName: 'intent_name', intentConfidence: 'intent_confidence' },
    sourceId: { intentSourceId: 'intent_source_id' },
    transition: { fromState: 'from_state', handledByState: 'handled_by_state', toState: 'to_state' },
  },
);

/**
 * A transaction over its row. What costs time to make is made when it is asked for, and kept: executors look at a field more
 * than once.
 */
export class TransactionRow implements Transaction {
  readonly #row: TransactionColumns;
  readonly #states: States;
  #intent: IntentMatch | null | undefined;
  #ranking: readonly IntentMatch[] | undefined;
  #transition: StateTransition | null | undefined;
  #promptText: string | null | undefined;
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
    if (this.#promptText === undefined) this.#promptText = plainText(this.#row.prompt);
    return this.#promptText;
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
    if (this.#intent === undefined) this.#intent = this.#makeIntent();
    return this.#intent;
  }

  #makeIntent(): IntentMatch | null {
    const { intentName, intentConfidence, intentSourceId } = this.#row;
    return intentName === null ? null : { name: intentName, confidence: intentConfidence, sourceId: intentSourceId };
  }

  get intentRanking(): readonly IntentMatch[] {
    const { intentRanking } = this.#row;
    this.#ranking ??= intentRanking === null ? [] : (JSON.parse(intentRanking) as IntentMatch[]);
    return this.#ranking;
  }

  get transition(): StateTransition | null {
    if (this.#transition === undefined) this.#transition = this.#makeTransition();
    return this.#transition;
  }

  #makeTransition(): StateTransition | null {
    const { fromState, handledByState, toState, handled } = this.#row;
    if (fromState === null && handledByState === null && toState === null) return null;
    const from = this.#state(fromState);
    const to = this.#state(toState);
    return {
      transaction: this,
      from,
      handledBy: this.#state(handledByState),
      to,
      handled,
      explicitlyHandled: flag(this.#row.explicitlyHandled) ?? true,
      terminal: flag(this.#row.terminal) ?? false,
      selfLoop: from !== null && from.key === to?.key,
    };
  }

  #state(id: number | null): State | null {
    return id === null ? null : (this.#states.get(id) ?? null);
  }
}

/** The wide columns of a transaction, with the text it was read from; each there where its field is asked for. */
export interface DetailRow {
  readonly id: number;
  readonly slots?: JsonText | null;
  readonly variables?: JsonText | null;
  readonly errorCount?: number;
  readonly warningCount?: number;
  readonly errorSteps?: JsonText | null;
  readonly warningSteps?: JsonText | null;
  readonly body?: JsonText | null;
}

// The raw payload is by far the widest of all, and in a table of its own.
const BODY = { body: { sql: 'e.body' } };

/** The columns of a transaction's detail. */
export const DETAIL = new Projection(
  't',
  { id: 'id' },
  {
    ...each({ slots: 'slots', variables: 'variables' }),
    errors: { errorCount: 'error_count', errorSteps: 'error_steps' },
    warnings: { warningCount: 'warning_count', warningSteps: 'warning_steps' },
    request: BODY,
    response: BODY,
  },
);

/** The detail that such a row makes. */
export function detailOf(row: DetailRow): TransactionDetail {
  const members = row.body ? scanMembers(row.body) : [];
  const member = (key: string) => members.findLast((one) => one.key === `"${key}"`)?.value ?? null;
  return {
    slots: row.slots ?? null,
    variables: row.variables ? JSON.parse(row.variables) : [],
    errors: { occurrences: row.errorCount ?? 0, affectedSteps: stepsOf(row.errorSteps) },
    warnings: { occurrences: row.warningCount ?? 0, affectedSteps: stepsOf(row.warningSteps) },
    request: member('request'),
    response: member('response'),
  };
}

function stepsOf(text: JsonText | null | undefined): readonly JsonText[] {
  return text ? (JSON.parse(text) as JsonText[]) : [];
}
