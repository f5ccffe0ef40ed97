import type { HangupCourse } from '../../domain/course.js';
import { Basis, Initiator, reasonCodeOf } from '../../domain/hangup.js';
import type { HangupRecord } from '../../domain/record.js';
import type { Instant, Source } from '../../domain/source.js';
import type { HangupEntity } from '../../persistence/entities/hangup.entity.js';
import { withSaid } from './application.js';
import type { StateIds } from './states.js';

/** Where a record's row stands. */
export interface HangupPlace {
  readonly client: number;
  readonly id: number;
  readonly callRef: number;
  readonly transactionRef: number | null;
  readonly source: Source;
  readonly sourceEventRef: number;
  readonly receivedAt: Instant;
}

/** The row of a record that is new; what follows from the call's course is filled in with it. */
export function hangupRow(record: HangupRecord, place: HangupPlace, states: StateIds): HangupEntity {
  return {
    ...place,
    eventKey: record.key,
    eventKind: record.kind,
    sameAs: null,
    occurredAt: record.occurredAt ?? place.receivedAt,
    timed: record.occurredAt !== null,
    signal: record.signal,
    callStartedAt: record.callStartedAt,
    reportedInitiator: record.initiator,
    initiator: record.initiator ?? Initiator.UNKNOWN,
    initiatorBasis: record.initiator === null ? Basis.INFERRED : Basis.REPORTED,
    fromState: states(record.releaseId, record.from),
    state: null,
    lastIntentName: null,
    lastIntentConfidence: null,
    lastIntentSourceId: null,
    reason: record.reason,
    reasonCode: reasonCodeOf(record.reasonCodeRaw),
    reasonCodeRaw: record.reasonCodeRaw,
    sipHeaders: record.sipHeaders.length === 0 ? null : JSON.stringify(record.sipHeaders),
    botOperationResult: record.botOperationResult,
    botOperationData: record.botOperationData,
    primary: false,
    channel: record.channel,
    platform: record.platform,
    language: record.language,
    releaseId: record.releaseId,
    callerRaw: record.callerRaw,
    production: record.production,
    privacyEnabled: record.privacyEnabled,
  };
}

const KEPT: readonly (keyof HangupEntity)[] = ['client', 'id', 'callRef', 'receivedAt', 'primary'];

/** A known end signal with what a later delivery says of it: the later value stands, and null never replaces one. */
export function revisedHangup(
  known: HangupEntity,
  record: HangupRecord,
  place: HangupPlace,
  states: StateIds,
): HangupEntity {
  const revised = withSaid(known, hangupRow(record, place, states), KEPT);
  if (record.occurredAt === null) Object.assign(revised, { occurredAt: known.occurredAt, timed: known.timed });
  revised.reasonCode = reasonCodeOf(revised.reasonCodeRaw);
  return revised;
}

/** What follows for an end signal from its call, as its row holds it. */
export function courseColumns(course: HangupCourse) {
  return {
    initiator: course.initiator,
    initiatorBasis: course.initiatorBasis,
    state: course.state,
    lastIntentName: course.lastIntent?.name ?? null,
    lastIntentConfidence: course.lastIntent?.confidence ?? null,
    lastIntentSourceId: course.lastIntent?.sourceId ?? null,
    primary: course.primary,
    sameAs: course.sameAs,
  };
}
export const COURSE_PROPERTIES = [
  'initiator',
  'initiatorBasis',
  'state',
  'lastIntentName',
  'lastIntentConfidence',
  'lastIntentSourceId',
  'primary',
  'sameAs',
] as const satisfies readonly (keyof HangupEntity)[];
