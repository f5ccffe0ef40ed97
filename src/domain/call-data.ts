import type { Caller } from './caller.js';
import type { Instant, JsonText } from './source.js';

/** What a bot left for the agent's desktop, for 30 days at most. */
export interface CallDataRecord {
  readonly id: number;
  readonly callId: string;
  readonly caller: Caller;
  readonly content: string | null;
  readonly conversationId: string | null;
  /** The user-defined fields: one JSON object, in the order given. */
  readonly fields: JsonText;
  readonly storedAt: Instant;
  readonly expiresAt: Instant;
}

/** One user-defined field. */
export interface CallDataField {
  readonly name: string;
  readonly value: JsonText;
}

/** Days that CallData may be kept at the most, whatever a client asks for. */
export const CALL_DATA_MAXIMUM_DAYS = 30;
