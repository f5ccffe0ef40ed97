import type {
  AnalysisRecord,
  CallDataRecordInput,
  CallFacts,
  DomainRecord,
  HangupRecord,
  MessageRecord,
  NoticeRecord,
  SessionRecord,
  TransactionRecord,
} from '../../domain/record.js';
import type { Source } from '../../domain/source.js';
import type { Occurrences } from '../../domain/transaction.js';
import { redactBody } from './body.js';
import type { Redactor } from './redactor.js';

/** A record without the person; it says itself that its call is private. */
export function redactRecord(redactor: Redactor, source: Source, record: DomainRecord): DomainRecord {
  switch (record.type) {
    case 'transaction':
      return { ...record, ...transactionFields(redactor, record), ...privateFacts(redactor, record) };
    case 'hangup':
      return { ...record, ...hangupFields(redactor, record), ...privateFacts(redactor, record) };
    case 'notice':
      return { ...record, ...noticeFields(redactor, record), ...privateFacts(redactor, record) };
    case 'session':
      return {
        ...record,
        ...sessionFields(redactor, record),
        ...privateFacts(redactor, record),
        messages: record.messages.map((message) => ({ ...message, ...messageFields(redactor, source, message) })),
        analysis: record.analysis && { ...record.analysis, ...analysisFields(redactor, record.analysis) },
      };
    case 'callData':
      return { ...record, ...callDataFields(redactor, record) };
  }
}

function privateFacts(redactor: Redactor, said: Facts) {
  return { ...factFields(redactor, said), privacyEnabled: true };
}

type Facts = Pick<CallFacts, 'callerRaw' | 'platform' | 'language'>;

/** What of the facts that records tell in passing can hold the person. */
export function factFields(redactor: Redactor, { callerRaw, platform, language }: Facts) {
  return {
    callerRaw: redactor.caller(callerRaw),
    platform: redactor.word(platform),
    language: redactor.word(language),
  };
}

function transactionFields(redactor: Redactor, record: TransactionRecord) {
  return {
    userContextId: redactor.person(record.userContextId),
    text: redactor.speech(record.text),
    prompt: redactor.speech(record.prompt),
    reprompt: redactor.speech(record.reprompt),
    slots: redactor.data(record.slots),
    variables: redactor.variables(record.variables),
    errors: occurrences(redactor, record.errors),
    warnings: occurrences(redactor, record.warnings),
  };
}

function occurrences(redactor: Redactor, said: Occurrences | null): Occurrences | null {
  return said && { ...said, affectedSteps: said.affectedSteps.map((step) => redactor.data(step) as string) };
}

/** What of an end signal can hold the person. */
export function hangupFields(
  redactor: Redactor,
  { reason, reasonCodeRaw, botOperationData, sipHeaders }: HangupRecord,
) {
  return {
    ...signalFields(redactor, { reason, reasonCodeRaw, botOperationData }),
    sipHeaders: sipHeaders.map(({ name, value }) => ({
      name: redactor.word(name) ?? '',
      value: redactor.speech(value) ?? '',
    })),
  };
}

/** What of a notice can hold the person. */
export function noticeFields(redactor: Redactor, said: Signal & Pick<NoticeRecord, 'transferTarget'>) {
  return { ...signalFields(redactor, said), transferTarget: redactor.speech(said.transferTarget) };
}

type Signal = Pick<NoticeRecord, 'reason' | 'reasonCodeRaw' | 'botOperationData'>;

/** What of any signal of a gateway can hold the person. */
export function signalFields(redactor: Redactor, said: Signal) {
  return {
    reason: redactor.speech(said.reason),
    reasonCodeRaw: redactor.word(said.reasonCodeRaw),
    botOperationData: redactor.data(said.botOperationData),
  };
}

/** What of a session can hold the person, but for its messages and its analysis. */
export function sessionFields(
  redactor: Redactor,
  said: Pick<SessionRecord, 'endedReason' | 'transcript' | 'translatedTranscript' | 'translationLanguage'>,
) {
  return {
    translationLanguage: redactor.word(said.translationLanguage),
    endedReason: redactor.word(said.endedReason),
    transcript: redactor.speech(said.transcript),
    translatedTranscript: redactor.speech(said.translatedTranscript),
  };
}

/** What of a message can hold the person. */
export function messageFields(
  redactor: Redactor,
  source: Source,
  said: Omit<MessageRecord, 'direction' | 'createdAt' | 'updatedAt'>,
) {
  return {
    messageId: redactor.ownId(said.messageId),
    mode: redactor.word(said.mode),
    type: redactor.word(said.type),
    deliveryStatus: redactor.word(said.deliveryStatus),
    language: redactor.word(said.language),
    body: redactor.speech(said.body),
    translatedBody: redactor.speech(said.translatedBody),
    from: redactor.caller(said.from),
    to: redactor.caller(said.to),
    raw: said.raw === null ? null : redactBody(redactor, source, said.raw),
  };
}

/** What of an analysis can hold the person. */
export function analysisFields(
  redactor: Redactor,
  said: Pick<AnalysisRecord, 'completionRating' | 'summary' | 'customData' | 'model'>,
) {
  return {
    model: redactor.word(said.model),
    completionRating: redactor.word(said.completionRating),
    summary: redactor.speech(said.summary),
    customData: redactor.data(said.customData),
  };
}

/** What of a CallData record can hold the person. */
export function callDataFields(
  redactor: Redactor,
  said: Pick<CallDataRecordInput, 'callerRaw' | 'content' | 'fields'>,
) {
  return {
    callerRaw: redactor.caller(said.callerRaw) ?? '',
    content: redactor.speech(said.content),
    fields: redactor.value('', said.fields) ?? '{}',
  };
}
