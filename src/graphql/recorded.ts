import { badInput } from '../domain/errors.js';
import { parseInstant } from '../domain/instant.js';
import { scanElements, scanMembers } from '../domain/json-scan.js';
import type { SourceItem } from '../domain/record.js';
import type { JsonText } from '../domain/source.js';
import type { RecordSessionInput } from './agent-session/agent-session.input.js';
import { sessionItem } from './agent-session/agent-session.recording.js';
import { linkItem } from './call/link-calls.recording.js';
import type { RecordHangupInput } from './hangup/hangup.input.js';
import { hangupItem, hangupProblem } from './hangup/hangup.recording.js';
import { demand } from './recording/checks.js';
import type { RecordSessionAnalysisInput } from './session-analysis/session-analysis.input.js';
import { analysisItem, analysisProblem } from './session-analysis/session-analysis.recording.js';
import type { TransactionInput } from './transaction/transaction.input.js';
import { transactionItem, transactionProblem } from './transaction/transaction.recording.js';

/** How fields are read that are no plain values in an input. */
type Readers = Readonly<Record<string, (text: JsonText) => unknown>>;

const asText = (text: JsonText): JsonText => text;
const texts = (text: JsonText) => scanElements(text).map((element) => element.text);
const variables = (text: JsonText) => texts(text).map((one) => inputOf(one, { value: asText }));

function instant(text: JsonText): number {
  const value: unknown = JSON.parse(text);
  const read = typeof value === 'string' ? parseInstant(value) : null;
  if (read === null) throw badInput('Must be a time as RFC 3339 has it.');
  return read;
}

/** The item that a mutation once made of an input, from the text that was kept of it. Throws BAD_USER_INPUT. */
export function recordedItem(eventType: string, body: JsonText): SourceItem {
  switch (eventType) {
    case 'transaction': {
      const readers = { requestTimestamp: instant, slots: asText, request: asText, response: asText, variables };
      const input = inputOf<TransactionInput>(body, readers);
      demand(transactionProblem(input));
      return transactionItem(input);
    }
    case 'hangup': {
      const input = inputOf<RecordHangupInput>(body, { occurredAt: instant, botOperationData: asText });
      demand(hangupProblem(input));
      return hangupItem(input);
    }
    case 'session': {
      const readers = { startedAt: instant, endedAt: instant, agentVersion: asText, messages: texts };
      return sessionItem(inputOf<RecordSessionInput>(body, readers), Number.POSITIVE_INFINITY);
    }
    case 'analysis': {
      const input = inputOf<RecordSessionAnalysisInput>(body, { customData: asText, analyzedAt: instant });
      demand(analysisProblem(input));
      return analysisItem(input);
    }
    case 'link':
      return linkItem(inputOf<{ callIds: string[] }>(body, {}).callIds);
    default:
      throw badInput('Is nothing that a mutation records.', 'eventType');
  }
}

function inputOf<Input extends object>(body: JsonText, readers: Readers): Input {
  if (!body.startsWith('{')) throw badInput('Must be a JSON object.');
  const fields = scanMembers(body).map(({ key, value }): [string, unknown] => {
    const name = JSON.parse(key) as string;
    const read = readers[name] ?? JSON.parse;
    return [name, value === 'null' ? null : read(value)];
  });
  return Object.fromEntries(fields) as Input;
}
