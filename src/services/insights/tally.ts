import type { CallOutcome, CallStatus } from '../../domain/call.js';
import type { ToldCourse } from '../../domain/course-text.js';
import type { Instant } from '../../domain/source.js';

/** A call as figures count it. */
export interface CountedCall {
  readonly id: number;
  readonly startedAt: Instant | null;
  readonly status: CallStatus;
  readonly outcome: CallOutcome;
  readonly durationMs: number | null;
  readonly course: ToldCourse;
  /** What it has in common with others where they are told apart by a column. */
  readonly key: string | null;
}

/** Counts calls, one by one or many at once. */
export interface Tally {
  addCall(call: CountedCall): void;
}

/** Counts that can be kept and added up. */
export interface StoredTally<Body> extends Tally {
  /** Adds what another tally of the kind had counted. */
  addBody(body: Body): void;
  body(): Body;
}
