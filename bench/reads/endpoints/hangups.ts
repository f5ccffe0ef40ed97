import type Database from 'better-sqlite3';
import type { Endpoint } from '../endpoints.ts';
import { pageOf, type Row, stateCache, time } from './rows.ts';

/** 50 hang-ups with call and transaction: one statement, since both are one to one. */
export function hangups(database: Database.Database): Endpoint {
  const page =
    database.prepare(`SELECT h.id, h.occurred_at, h.received_at, h.initiator, h.initiator_basis, h.reason_code,
    h.state, h.last_intent_name, h.last_intent_confidence, c.call_id, c.status, c.outcome, c.duration_ms, c.turn_count,
    c.caller_e164, c.caller_kind, t.transaction_id, t.request_timestamp, t.from_state, t.handled
    FROM hangup h JOIN call c ON c.client_id = h.client_id AND c.id = h.call_ref
    LEFT JOIN "transaction" t ON t.client_id = h.client_id AND t.id = h.transaction_ref
    WHERE h.client_id = ? AND h."primary" = 1 AND (h.occurred_at, h.id) < (?, ?)
    ORDER BY h.occurred_at DESC, h.id DESC LIMIT 51`);
  const state = stateCache(database);

  const view = (row: Row) => ({
    occurredAt: time(row['occurred_at']),
    receivedAt: time(row['received_at']),
    initiator: row['initiator'],
    initiatorBasis: row['initiator_basis'],
    reasonCode: row['reason_code'],
    state: state(row['state']),
    lastIntent:
      row['last_intent_name'] === null
        ? null
        : { name: row['last_intent_name'], confidence: row['last_intent_confidence'] },
    call: {
      callId: row['call_id'],
      status: row['status'],
      outcome: row['outcome'],
      durationMs: row['duration_ms'],
      turnCount: row['turn_count'],
      caller: row['caller_kind'] === null ? null : { e164: row['caller_e164'], kind: row['caller_kind'] },
    },
    transaction:
      row['transaction_id'] === null
        ? null
        : {
            transactionId: row['transaction_id'],
            requestTimestamp: time(row['request_timestamp']),
            transition: { from: state(row['from_state']), handled: row['handled'] },
          },
  });
  return (client, occurredAt, id) => pageOf(page.all(client, occurredAt, id) as Row[], 50, 'occurred_at', view);
}
