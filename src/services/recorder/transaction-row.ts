import type { IntentMatch } from '../../domain/intent.js';
import type { TransactionRecord } from '../../domain/record.js';
import type { Source } from '../../domain/source.js';
import { Handling } from '../../domain/state-transition.js';
import { TransactionKind } from '../../domain/transaction.js';
import type { Variable } from '../../domain/variable.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import { withSaid } from './application.js';
import type { StateIds } from './states.js';

/** Where a record's row stands. */
export interface TransactionPlace {
  readonly client: number;
  readonly id: number;
  readonly callRef: number;
  readonly source: Source;
  readonly sourceEventRef: number;
}

/** The row of a record that is new. */
export function transactionRow(
  record: TransactionRecord,
  place: TransactionPlace,
  states: StateIds,
): TransactionEntity {
  const { releaseId, intent } = record;
  const terminal = record.terminal || record.kind === TransactionKind.HANGUP;
  return {
    client: place.client,
    id: place.id,
    callRef: place.callRef,
    transactionId: record.transactionId,
    source: place.source,
    sequence: 0,
    kind: record.kind,
    requestTimestamp: record.requestTimestamp,
    responseTimeMs: record.responseTimeMs,
    channel: record.channel,
    platform: record.platform,
    language: record.language,
    releaseId,
    userContextId: record.userContextId,
    callerRaw: record.callerRaw,
    production: record.production,
    privacyEnabled: record.privacyEnabled,
    intentName: intent === null ? null : intent.name,
    intentConfidence: intent === null ? null : intent.confidence,
    intentSourceId: intent === null ? null : intent.sourceId,
    fromState: states(releaseId, record.from),
    handledByState: states(releaseId, record.handledBy),
    // What follows the end is a reset to the first state, not a move.
    toState: terminal ? null : states(releaseId, record.to),
    handled: record.handled ?? Handling.UNKNOWN,
    explicitlyHandled: record.explicitlyHandled,
    terminal,
    endTalk: record.endTalk,
    continueListening: record.continueListening,
    errorCount: record.errors?.occurrences ?? 0,
    warningCount: record.warnings?.occurrences ?? 0,
    sourceEventRef: place.sourceEventRef,
    text: record.text,
    prompt: record.prompt,
    reprompt: record.reprompt,
    intentRanking: rankingText(record.intentRanking),
    slots: record.slots,
    variables: variablesText(record.variables),
    errorSteps: stepsText(record.errors?.affectedSteps),
    warningSteps: stepsText(record.warnings?.affectedSteps),
  };
}

const KEPT: readonly (keyof TransactionEntity)[] = ['client', 'id', 'callRef', 'source', 'sequence'];

/**
 * A known transaction with what a later delivery says of it: the later value stands, and null never replaces one.
 */
export function revisedTransaction(
  known: TransactionEntity,
  record: TransactionRecord,
  place: TransactionPlace,
  states: StateIds,
): TransactionEntity {
  const fresh = transactionRow(record, place, states);
  const revised = withSaid(known, fresh, KEPT);
  if (fresh.kind === TransactionKind.TURN && fresh.text === null) revised.kind = known.kind;
  if (record.handled === null || fresh.handled === Handling.UNKNOWN) revised.handled = known.handled;
  if (record.errors === null) revised.errorCount = known.errorCount;
  if (record.warnings === null) revised.warningCount = known.warningCount;
  // Another intent comes with its own confidence, or with none.
  if (fresh.intentName !== null && fresh.intentName !== known.intentName) {
    Object.assign(revised, { intentConfidence: fresh.intentConfidence, intentSourceId: fresh.intentSourceId });
  }
  revised.terminal =
    revised.kind === TransactionKind.HANGUP ||
    (record.endTalk === null ? known.terminal || fresh.terminal : fresh.terminal);
  if (revised.terminal) revised.toState = null;
  return revised;
}

function rankingText(ranking: readonly IntentMatch[]): string | null {
  return ranking.length === 0 ? null : JSON.stringify(ranking);
}

function variablesText(variables: readonly Variable[]): string | null {
  return variables.length === 0 ? null : JSON.stringify(variables);
}

function stepsText(steps: readonly string[] | undefined): string | null {
  return steps === undefined || steps.length === 0 ? null : JSON.stringify(steps);
}
