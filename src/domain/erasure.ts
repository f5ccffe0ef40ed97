import type { Client } from './client.js';
import { type HangupReasonCode, reasonCodeOf } from './hangup.js';
import { isWord, ownId } from './privacy.js';
import type { CallFacts, DomainRecord, MessageRecord } from './record.js';
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
export function withoutPerson(record: DomainRecord, keyed: (text: string) => string): DomainRecord {
  switch (record.type) {
    case 'transaction':
      return {
        ...{ ...record, ...factsWithout(record), userContextId: null, text: null, prompt: null, reprompt: null },
        ...{ slots: null, variables: [] },
        ...{ errors: withoutSteps(record.errors), warnings: withoutSteps(record.warnings) },
      };
    case 'hangup':
      return {
        ...{ ...record, ...factsWithout(record), reason: null, sipHeaders: [], botOperationData: null },
        // Free text, too, but the known code that it stands for is counted.
        reasonCodeRaw: reasonCodeOrNull(record.reasonCodeRaw),
      };
    case 'notice':
      return {
        ...{ ...record, ...factsWithout(record), transferTarget: null, reason: null, botOperationData: null },
        reasonCodeRaw: reasonCodeOrNull(record.reasonCodeRaw),
      };
    case 'session':
      return {
        ...{ ...record, ...factsWithout(record), transcript: null, translatedTranscript: null },
        endedReason: wordOrNull(record.endedReason),
        translationLanguage: wordOrNull(record.translationLanguage),
        messages: record.messages.map((message) => withoutWords(message, keyed)),
        analysis: record.analysis && {
          ...{ ...record.analysis, summary: null, customData: null, declaredKeys: null },
          completionRating: wordOrNull(record.analysis.completionRating),
          model: wordOrNull(record.analysis.model),
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

/** The known code that a reason's code stands for, which is counted. */
export function reasonCodeOrNull(raw: string | null): HangupReasonCode | null {
  return raw === null || raw === '' ? null : reasonCodeOf(raw);
}

function factsWithout({ platform, language }: CallFacts) {
  return { callerRaw: null, platform: wordOrNull(platform), language: wordOrNull(language) };
}

function withoutSteps(occurrences: Occurrences | null): Occurrences | null {
  return occurrences && { ...occurrences, affectedSteps: [] };
}

function withoutWords(message: MessageRecord, keyed: (text: string) => string): MessageRecord {
  return {
    ...{ ...message, body: null, translatedBody: null, from: null, to: null, raw: null },
    ...{ messageId: ownId(message.messageId, keyed), mode: wordOrNull(message.mode), type: wordOrNull(message.type) },
    ...{ deliveryStatus: wordOrNull(message.deliveryStatus), language: wordOrNull(message.language) },
  };
}
