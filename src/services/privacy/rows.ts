import type { SipHeader } from '../../domain/hangup.js';
import { MASK } from '../../domain/privacy.js';
import { Source } from '../../domain/source.js';
import type { Variable } from '../../domain/variable.js';
import type { AgentSessionEntity } from '../../persistence/entities/agent-session.entity.js';
import type { CallDataEntity } from '../../persistence/entities/call-data.entity.js';
import type { GatewayNoticeEntity } from '../../persistence/entities/gateway-notice.entity.js';
import type { HangupEntity } from '../../persistence/entities/hangup.entity.js';
import type { MessageEntity } from '../../persistence/entities/message.entity.js';
import type { SessionAnalysisEntity } from '../../persistence/entities/session-analysis.entity.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import { exactTexts, restoredTexts } from '../../persistence/exact-texts.js';
import { maskedKeys } from './json.js';
import {
  analysisFields,
  callDataFields,
  factFields,
  messageFields,
  noticeFields,
  sessionFields,
  signalFields,
} from './records.js';
import type { Redactor } from './redactor.js';
import { hangupKeyOf, noticeKeyOf } from './stored-keys.js';

// The rows of records that stand, as they would be had they come in without the person.

export function redactTransactionRow(redactor: Redactor, row: TransactionEntity): TransactionEntity {
  return {
    ...row,
    ...factFields(redactor, row),
    userContextId: redactor.person(row.userContextId),
    text: redactor.speech(row.text),
    prompt: redactor.speech(row.prompt),
    reprompt: redactor.speech(row.reprompt),
    slots: redactor.data(row.slots),
    variables: ofList(row.variables, (list: Variable[]) => redactor.variables(list)),
    errorSteps: steps(redactor, row.errorSteps),
    warningSteps: steps(redactor, row.warningSteps),
  };
}

export function redactHangupRow(redactor: Redactor, row: HangupEntity): HangupEntity {
  return {
    ...row,
    ...signalFields(redactor, row),
    ...factFields(redactor, row),
    eventKey: hangupKeyOf(row.source, row.eventKey, redactor.rules.hash),
    sipHeaders: ofList(row.sipHeaders, (list: SipHeader[]) =>
      list.map(({ name, value }) => ({ name: redactor.word(name), value: redactor.speech(value) })),
    ),
  };
}

export function redactNoticeRow(redactor: Redactor, row: GatewayNoticeEntity): GatewayNoticeEntity {
  const eventKey = noticeKeyOf(row.source, row.eventKey, redactor.rules.hash);
  return { ...row, ...noticeFields(redactor, row), ...factFields(redactor, row), eventKey };
}

export function redactSessionRow(redactor: Redactor, row: AgentSessionEntity): AgentSessionEntity {
  return { ...row, ...sessionFields(redactor, row), ...factFields(redactor, row) };
}

export function redactMessageRow(redactor: Redactor, row: MessageEntity): MessageEntity {
  // Messages of both sources have the same keys, and neither says of a person's what is a call's.
  return { ...row, ...messageFields(redactor, Source.WHIPPY, row) };
}

export function redactAnalysisRow(redactor: Redactor, row: SessionAnalysisEntity): SessionAnalysisEntity {
  return { ...row, ...analysisFields(redactor, row), undeclaredKeys: keys(row.undeclaredKeys) };
}

export function redactCallDataRow(redactor: Redactor, row: CallDataEntity): CallDataEntity {
  const texts = restoredTexts(row);
  const fields = callDataFields(redactor, { ...texts, fields: row.fields });
  return {
    ...row,
    ...fields,
    callerKey: redactor.caller(row.callerKey) ?? row.callerKey,
    callerE164: null,
    exact: exactTexts({ ...texts, ...fields }),
  };
}

function keys(json: string): string {
  return JSON.stringify(maskedKeys(JSON.parse(json)).sort());
}

function steps(redactor: Redactor, json: string | null): string | null {
  return ofList(json, (list: string[]) => list.map((step) => redactor.data(step) ?? JSON.stringify(MASK)));
}

function ofList<Element>(json: string | null, make: (list: Element[]) => readonly unknown[]): string | null {
  return json === null ? null : JSON.stringify(make(JSON.parse(json)));
}
