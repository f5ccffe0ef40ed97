import type { Client } from './client.js';
import { reasonCodeOf } from './hangup.js';
import { isWord } from './privacy.js';
import type { DomainRecord, MessageRecord } from './record.js';
import type { Occurrences } from './transaction.js';

/** Whom to erase: any form of the number, or a chat user's id. */
export interface ErasureQuestion {
  readonly caller: string;
  /** `+41`, `41` or `CH`, for local numbers; the client's own country unless given. */
  readonly countryCode: string | null;
  /** Only counts what would be erased. */
  readonly dryRun: boolean;
}

/** What was erased of a person, or would be. */
export interface ErasureCounts {
  readonly calls: number;
  readonly transactions: number;
  readonly hangups: number;
  readonly sessions: number;
  readonly messages: number;
  readonly callDataRecords: number;
  readonly rawPayloads: number;
  /** Calls that stay as they are, since a legal hold keeps them. */
  readonly heldCalls: number;
}

/** Takes people out of everything that is stored, and keeps calls from being taken. */
export interface Erasure {
  /**
   * Erases a person from all copies of a client's records; with `dryRun` only counts. Counts and figures stay, and what
   * arrives later for such a call is kept without the person. Throws BAD_USER_INPUT for a caller that is nobody's.
   */
  eraseCaller(client: Client, question: ErasureQuestion, actor: string): Promise<ErasureCounts>;
  /** Sets or lifts the legal hold of a call, by any of its identifiers; null where there is no such call. */
  setLegalHold(client: Client, callId: string, hold: boolean, actor: string): Promise<number | null>;
}

/** What stands in place of an erased payload: no source's payload is understood as it. */
export const ERASED_BODY = '{}';

/**
 * A record without anything of the person: what was said and meant, numbers, ids of people, free texts. What is counted
 * stays: kinds, states, intents, timings, reasons by code, and identifiers of calls.
 */
export function withoutPerson(record: DomainRecord): DomainRecord {
  switch (record.type) {
    case 'transaction':
      return {
        ...{ ...record, callerRaw: null, userContextId: null, text: null, prompt: null, reprompt: null },
        ...{ slots: null, variables: [] },
        ...{ errors: withoutSteps(record.errors), warnings: withoutSteps(record.warnings) },
      };
    case 'hangup':
      return {
        ...{ ...record, callerRaw: null, reason: null, sipHeaders: [], botOperationData: null },
        // Free text, too, but the known code that it stands for is counted.
        reasonCodeRaw: record.reasonCodeRaw && reasonCodeOf(record.reasonCodeRaw),
      };
    case 'notice':
      return {
        ...{ ...record, callerRaw: null, transferTarget: null },
        ...{ reason: null, reasonCodeRaw: null, botOperationData: null },
      };
    case 'session':
      return {
        ...{ ...record, callerRaw: null, transcript: null, translatedTranscript: null },
        endedReason: wordOrNull(record.endedReason),
        messages: record.messages.map(withoutWords),
        analysis: record.analysis && {
          ...{ ...record.analysis, summary: null, customData: null, declaredKeys: null },
          completionRating: wordOrNull(record.analysis.completionRating),
        },
      };
    case 'callData':
      return { ...record, callerRaw: '', countryCode: null, content: null, conversationId: null, fields: '{}' };
  }
}

/** A source's own word, which is counted; null for what can be anything else. */
export function wordOrNull(text: string | null): string | null {
  return text !== null && isWord(text) ? text : null;
}

function withoutSteps(occurrences: Occurrences | null): Occurrences | null {
  return occurrences && { ...occurrences, affectedSteps: [] };
}

function withoutWords(message: MessageRecord): MessageRecord {
  return { ...message, body: null, translatedBody: null, from: null, to: null, raw: null };
}
