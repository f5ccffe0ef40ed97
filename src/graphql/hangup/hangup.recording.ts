import { hash } from 'node:crypto';
import { eventKey, keyOfCall } from '../../domain/event-key.js';
import { SIP_HEADER_LIMITS, type SipHeader } from '../../domain/hangup.js';
import type { HangupRecord, NoticeRecord, RecordError, SourceItem } from '../../domain/record.js';
import { type JsonText, Source } from '../../domain/source.js';
import { bodyOf, writeInstant, writeText } from '../recording/body.js';
import { idProblem, problem } from '../recording/checks.js';
import { NO_FACTS } from '../recording/no-facts.js';
import type { RecordHangupInput } from './hangup.input.js';

const WRITERS = { occurredAt: writeInstant, botOperationData: writeText };

/** What is wrong with an end signal, with the path inside it; null where nothing is. */
export function hangupProblem(input: RecordHangupInput): RecordError | null {
  return (
    idProblem(input.callId, 'callId') ??
    (input.idempotencyKey == null ? null : idProblem(input.idempotencyKey, 'idempotencyKey')) ??
    headersProblem(input.sipHeaders ?? [])
  );
}

function headersProblem(headers: readonly SipHeader[]): RecordError | null {
  const { headers: most, characters } = SIP_HEADER_LIMITS;
  if (headers.length > most) return problem(`At most ${most} headers are allowed.`, ['sipHeaders']);
  const length = headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return length > characters ? problem(`At most ${characters} characters are allowed together.`, ['sipHeaders']) : null;
}

/** An end signal as the recorder takes it. */
export function hangupItem(input: RecordHangupInput): SourceItem {
  const key = keyOfCall(input.callId, input.idempotencyKey ?? null);
  const record: HangupRecord = {
    type: 'hangup',
    ...NO_FACTS,
    signal: 'NOTICE',
    kind: null,
    callStartedAt: null,
    identifiers: [{ kind: 'callId', value: input.callId }],
    ...key,
    transactionId: null,
    occurredAt: input.occurredAt ?? null,
    initiator: input.initiator ?? null,
    from: null,
    reason: input.reason ?? null,
    reasonCodeRaw: input.reasonCode ?? null,
    sipHeaders: input.sipHeaders ?? [],
    botOperationResult: input.botOperationResult ?? null,
    botOperationData: input.botOperationData ?? null,
  };
  const body = bodyOf(input, WRITERS);
  const content = { understood: true, records: [record, ...settingOf(record, body)] } as const;
  return { source: Source.API, eventType: 'hangup', ...key, body, content };
}

// What the bot says of its work with the end is one of the things it may say of it, of which the last one counts.
function settingOf(hangup: HangupRecord, body: JsonText): NoticeRecord[] {
  const { identifiers, occurredAt, botOperationResult, botOperationData } = hangup;
  if (botOperationResult === null && botOperationData === null) return [];
  return [
    {
      ...NO_FACTS,
      type: 'notice',
      identifiers,
      ...eventKey(['operation', { text: hash('sha256', body, 'base64url') }]),
      occurredAt,
      transferAnswered: null,
      transferTarget: null,
      botOperationResult,
      botOperationData,
      reason: null,
      reasonCodeRaw: null,
      callStartedAt: null,
    },
  ];
}
