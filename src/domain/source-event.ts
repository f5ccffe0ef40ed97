import type { Instant, JsonText, Source } from './source.js';

/** A delivery that could not be applied, kept whole so that it can be replayed. */
export interface QuarantinedEvent {
  readonly id: number;
  readonly source: Source;
  readonly receivedAt: Instant;
  /** The stable code of what was wrong, then the sentence that says it. */
  readonly error: string;
  readonly body: JsonText;
}
