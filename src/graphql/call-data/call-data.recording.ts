import type { CallDataRecordInput, RecordError, SourceItem } from '../../domain/record.js';
import { Source } from '../../domain/source.js';
import { bodyOf, writeText } from '../recording/body.js';
import { idProblem, problem } from '../recording/checks.js';
import type { RecordCallDataInput } from './call-data.input.js';

const WRITERS = { fields: writeText };

/** What is wrong with a CallData record, with the path inside it; null where nothing is. */
export function callDataProblem(input: RecordCallDataInput): RecordError | null {
  return (
    idProblem(input.callId, 'callId') ??
    idProblem(input.callerId, 'callerId') ??
    (input.fields == null || input.fields.startsWith('{') ? null : problem('Must be a JSON object.', ['fields']))
  );
}

/** A CallData record as the recorder takes it. */
export function callDataItem(input: RecordCallDataInput): SourceItem {
  const record: CallDataRecordInput = {
    type: 'callData',
    callId: input.callId,
    callerRaw: input.callerId,
    countryCode: input.countryCode ?? null,
    content: input.content ?? null,
    conversationId: input.conversationId ?? null,
    fields: input.fields ?? '{}',
    idempotent: true,
  };
  const body = bodyOf(input, WRITERS);
  const content = { understood: true, records: [record] } as const;
  return { source: Source.API, eventType: 'callData', key: keyOf(input), body, content };
}

/** One record a call and caller: the same again is a duplicate, other content revises it. */
function keyOf({ callId, callerId }: RecordCallDataInput): string {
  return JSON.stringify([callId, callerId]);
}
