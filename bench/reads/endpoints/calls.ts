import type Database from 'better-sqlite3';
import type { Endpoint } from '../endpoints.ts';
import { groupBy, pageOf, type Row, stateCache, time } from './rows.ts';

/** 20 calls with 10 transactions each: three statements. */
export function nestedCalls(database: Database.Database): Endpoint {
  const calls =
    database.prepare(`SELECT id, call_id, channel, status, ended_by, outcome, language, started_at, ended_at,
    duration_ms, turn_count, listed_at FROM call WHERE client_id = ? AND merged_into IS NULL AND (listed_at, id) < (?, ?)
    ORDER BY listed_at DESC, id DESC LIMIT 21`);
  const turns = database.prepare(`SELECT call_ref, transaction_id, request_timestamp, response_time_ms, intent_name,
    intent_confidence, intent_ranking, from_state, handled_by_state, to_state, handled, explicitly_handled, terminal FROM "transaction" WHERE client_id = ? AND call_ref IN (SELECT value FROM json_each(?)) AND sequence <= 10
    ORDER BY call_ref, sequence`);
  const ends = database.prepare(`SELECT call_ref, initiator, reason_code, occurred_at, state FROM hangup
    WHERE client_id = ? AND call_ref IN (SELECT value FROM json_each(?)) AND "primary" = 1`);
  const state = stateCache(database);

  const turnView = (row: Row) => ({
    transactionId: row['transaction_id'],
    requestTimestamp: time(row['request_timestamp']),
    responseTimeMs: row['response_time_ms'],
    intent: row['intent_name'] === null ? null : { name: row['intent_name'], confidence: row['intent_confidence'] },
    intentRanking: rankingOf(row['intent_ranking']),
    transition: {
      from: state(row['from_state']),
      handledBy: state(row['handled_by_state']),
      to: state(row['to_state']),
      handled: row['handled'],
      explicitlyHandled: row['explicitly_handled'] === 1,
      terminal: row['terminal'] === 1,
    },
  });
  const endView = (row: Row) => ({
    initiator: row['initiator'],
    reasonCode: row['reason_code'],
    occurredAt: time(row['occurred_at']),
    state: nameOf(state(row['state'])),
  });

  return (client, listedAt, id) => {
    const page = calls.all(client, listedAt, id) as Row[];
    const refs = JSON.stringify(page.slice(0, 20).map((row) => row['id']));
    const turnsOf = groupBy(turns.all(client, refs) as Row[], 'call_ref');
    const endsOf = groupBy(ends.all(client, refs) as Row[], 'call_ref');
    return pageOf(page, 20, 'listed_at', (row) => ({
      callId: row['call_id'],
      channel: row['channel'],
      status: row['status'],
      endedBy: row['ended_by'],
      outcome: row['outcome'],
      language: row['language'],
      startedAt: time(row['started_at']),
      endedAt: time(row['ended_at']),
      durationMs: row['duration_ms'],
      turnCount: row['turn_count'],
      transactions: { nodes: (turnsOf.get(row['id']) ?? []).map(turnView) },
      hangup: endsOf.get(row['id'])?.map(endView)[0] ?? null,
    }));
  };
}

function rankingOf(text: string | null): object[] {
  const ranking = text === null ? [] : (JSON.parse(text) as { name: string; confidence: number | null }[]);
  return ranking.map(({ name, confidence }) => ({ name, confidence }));
}

function nameOf(state: { name: string | null } | null): object | null {
  return state === null ? null : { name: state.name };
}
