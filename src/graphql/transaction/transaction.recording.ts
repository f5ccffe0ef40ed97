import { channelOf } from '../../domain/call.js';
import type { IntentMatch } from '../../domain/intent.js';
import type {
  CallFacts,
  DomainRecord,
  HangupRecord,
  RecordError,
  SourceItem,
  TransactionRecord,
} from '../../domain/record.js';
import { Source } from '../../domain/source.js';
import type { StateReference } from '../../domain/state-transition.js';
import { type Occurrences, TransactionKind } from '../../domain/transaction.js';
import { bodyOf, writeInstant, writeText } from '../recording/body.js';
import { countProblem, idProblem, problem } from '../recording/checks.js';
import type { IntentMatchInput, StateInput, TransactionInput, VariableInput } from './transaction.input.js';

const VARIABLE_WRITERS = { value: writeText };
const WRITERS = {
  requestTimestamp: writeInstant,
  slots: writeText,
  request: writeText,
  response: writeText,
  variables: (all: VariableInput[]) => `[${all.map((one) => bodyOf(one, VARIABLE_WRITERS)).join(',')}]`,
};

/** What is wrong with a turn, with the path inside it; null where nothing is. */
export function transactionProblem(input: TransactionInput): RecordError | null {
  return (
    idProblem(input.transactionId, 'transactionId') ??
    idProblem(input.callId, 'callId') ??
    countProblem(input.responseTimeMs, 'responseTimeMs') ??
    countProblem(input.errorCount, 'errorCount') ??
    countProblem(input.warningCount, 'warningCount') ??
    statesProblem(input) ??
    intentProblem(input.intent, 'intent') ??
    first(input.intentRanking, (intent, index) => intentProblem(intent, 'intentRanking', index)) ??
    first(input.variables, (variable, index) => idProblem(variable.id, 'variables', index, 'id'))
  );
}

function statesProblem(input: TransactionInput): RecordError | null {
  for (const name of ['from', 'handledBy', 'to'] as const) {
    const state = input[name];
    const found = state ? idProblem(state.id, name, 'id') : null;
    if (found !== null) return found;
  }
  return null;
}

function intentProblem(intent: IntentMatchInput | null | undefined, ...path: string[]): RecordError | null {
  if (!intent) return null;
  const { confidence } = intent;
  if (confidence != null && (confidence < 0 || confidence > 1)) {
    return problem('Must be from 0 to 1.', [...path, 'confidence']);
  }
  return idProblem(intent.name, ...path, 'name');
}

function first<Item>(
  items: readonly Item[] | null | undefined,
  check: (item: Item, index: string) => RecordError | null,
): RecordError | null {
  for (const [index, item] of (items ?? []).entries()) {
    const found = check(item, String(index));
    if (found !== null) return found;
  }
  return null;
}

/** A turn as the recorder takes it; a hang-up is an end signal, too. */
export function transactionItem(input: TransactionInput): SourceItem {
  const transaction = transactionRecord(input);
  const records: DomainRecord[] = [transaction];
  if (transaction.kind === TransactionKind.HANGUP) records.push(hangupRecord(input, transaction));
  const body = bodyOf(input, WRITERS);
  const content = { understood: true, records } as const;
  return { source: Source.API, eventType: 'transaction', key: input.transactionId, body, content };
}

function factsOf(input: TransactionInput): CallFacts {
  return {
    channel: input.platform == null ? null : channelOf(input.platform),
    platform: input.platform ?? null,
    language: input.language ?? null,
    releaseId: input.releaseId ?? null,
    callerRaw: input.callerId ?? null,
    production: null,
    privacyEnabled: null,
  };
}

function transactionRecord(input: TransactionInput): TransactionRecord {
  const kind = input.kind ?? TransactionKind.TURN;
  return {
    type: 'transaction',
    ...factsOf(input),
    identifiers: [{ kind: 'callId', value: input.callId }],
    transactionId: input.transactionId,
    kind,
    requestTimestamp: input.requestTimestamp,
    responseTimeMs: input.responseTimeMs ?? null,
    userContextId: input.userContextId ?? null,
    text: input.text ?? null,
    prompt: input.prompt ?? null,
    reprompt: input.reprompt ?? null,
    endTalk: input.endTalk ?? null,
    continueListening: null,
    intent: input.intent ? intentOf(input.intent) : null,
    intentRanking: (input.intentRanking ?? []).map(intentOf),
    from: stateOf(input.from),
    handledBy: stateOf(input.handledBy),
    to: stateOf(input.to),
    handled: input.handled ?? null,
    explicitlyHandled: input.explicitlyHandled ?? null,
    terminal: input.endTalk === true || kind === TransactionKind.HANGUP,
    slots: input.slots ?? null,
    variables: (input.variables ?? []).map(({ id, name, value }) => ({ id, name: name ?? null, value: value ?? null })),
    errors: occurrencesOf(input.errorCount),
    warnings: occurrencesOf(input.warningCount),
  };
}

function hangupRecord(input: TransactionInput, transaction: TransactionRecord): HangupRecord {
  return {
    type: 'hangup',
    signal: 'TURN',
    kind: null,
    callStartedAt: null,
    ...factsOf(input),
    identifiers: transaction.identifiers,
    key: input.transactionId,
    transactionId: input.transactionId,
    occurredAt: input.requestTimestamp,
    initiator: null,
    from: transaction.from,
    reason: null,
    reasonCodeRaw: null,
    sipHeaders: [],
    botOperationResult: null,
    botOperationData: null,
  };
}

function intentOf({ name, confidence, sourceId }: IntentMatchInput): IntentMatch {
  return { name, confidence: confidence ?? null, sourceId: sourceId ?? null };
}

function stateOf(state: StateInput | null | undefined): StateReference | null {
  return state ? { stateId: state.id, name: state.name ?? null, dialogName: state.dialogName ?? null } : null;
}

function occurrencesOf(count: number | null | undefined): Occurrences | null {
  return count == null ? null : { occurrences: count, affectedSteps: [] };
}
