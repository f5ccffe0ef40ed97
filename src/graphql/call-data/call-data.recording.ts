import type { CallDataRecordInput, RecordError, SourceItem } from '../../domain/record.js';
import { type JsonText, Source } from '../../domain/source.js';
import { bodyOf, writeText } from '../recording/body.js';
import { idProblem, problem } from '../recording/checks.js';
import type { CallDataFieldInput, RecordCallDataInput } from './call-data.input.js';

const writeFields = (list: readonly CallDataFieldInput[]): JsonText =>
  `[${list.map(({ name, value }) => `{"name":${JSON.stringify(name)},"value":${value ?? 'null'}}`).join(',')}]`;
const WRITERS = { fields: writeText, fieldList: writeFields };
const MOST_FIELDS = 1_000;

/** What is wrong with a CallData record, with the path inside it; null where nothing is. */
export function callDataProblem(input: RecordCallDataInput): RecordError | null {
  return (
    idProblem(input.callId, 'callId') ??
    idProblem(input.callerId, 'callerId') ??
    (input.fields == null || input.fields.startsWith('{') ? null : problem('Must be a JSON object.', ['fields'])) ??
    fieldListProblem(input)
  );
}

function fieldListProblem({ fields, fieldList }: RecordCallDataInput): RecordError | null {
  if (fieldList == null) return null;
  if (fields != null) return problem('Give either fields or fieldList.', ['fieldList']);
  return fieldList.length > MOST_FIELDS ? problem(`At most ${MOST_FIELDS} fields are allowed.`, ['fieldList']) : null;
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
    fields: input.fields ?? objectOf(input.fieldList ?? []),
    idempotent: true,
  };
  const body = bodyOf(input, WRITERS);
  const content = { understood: true, records: [record] } as const;
  return { source: Source.API, eventType: 'callData', key: keyOf(input), body, content };
}

function objectOf(list: readonly CallDataFieldInput[]): JsonText {
  return `{${list.map(({ name, value }) => `${JSON.stringify(name)}:${value ?? 'null'}`).join(',')}}`;
}

/** One record a call and caller: the same again is a duplicate, other content revises it. */
function keyOf({ callId, callerId }: RecordCallDataInput): string {
  return JSON.stringify([callId, callerId]);
}
