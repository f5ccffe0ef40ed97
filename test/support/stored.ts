import type { Database } from '../../src/persistence/database.js';
import { sql } from '../../src/persistence/sql.js';

/**
 * Everything stored of a client's calls, without internal ids and times of receipt: equal for deliveries of the
 * same records in whatever order.
 */
export async function storedCalls(database: Database, client: number): Promise<object[]> {
  const calls = await database.read<{ id: number }>(sql`
    SELECT id, call_id, channel, platform, status, ended_by, outcome, started_at, ended_at, duration_ms, language,
      caller_raw, caller_e164, caller_kind, release_id, production, privacy_enabled, turn_count, fallback_count,
      error_count, transaction_count, listed_at
    FROM call WHERE client_id = ${client} AND merged_into IS NULL ORDER BY call_id`);
  const graphs: object[] = [];
  for (const { id, ...call } of calls) {
    graphs.push({
      ...call,
      identities: await database.read(sql`SELECT source, kind, value FROM call_identity
        WHERE client_id = ${client} AND call_ref = ${id} ORDER BY source, kind, value`),
      transactions: await transactionsOf(database, client, id),
      hangups: await hangupsOf(database, client, id),
      variables: await database.read(sql`SELECT variable_id, name, value FROM variable
        WHERE client_id = ${client} AND call_ref = ${id} ORDER BY variable_id`),
    });
  }
  return graphs;
}

function transactionsOf(database: Database, client: number, call: number): Promise<object[]> {
  return database.read(sql`
    SELECT t.transaction_id, t.sequence, t.kind, t.request_timestamp, t.response_time_ms, t.text, t.prompt, t.end_talk,
      t.intent_name, t.intent_confidence, t.intent_source_id, t.intent_ranking, t.handled, t.explicitly_handled,
      t.terminal, t.error_count, f."key" AS from_key, h."key" AS handled_key, n."key" AS to_key
    FROM "transaction" t
    LEFT JOIN state f ON f.client_id = t.client_id AND f.id = t.from_state
    LEFT JOIN state h ON h.client_id = t.client_id AND h.id = t.handled_by_state
    LEFT JOIN state n ON n.client_id = t.client_id AND n.id = t.to_state
    WHERE t.client_id = ${client} AND t.call_ref = ${call} ORDER BY t.sequence`);
}

function hangupsOf(database: Database, client: number, call: number): Promise<object[]> {
  return database.read(sql`
    SELECT h.source, h.event_key, h.occurred_at, h.initiator, h.initiator_basis, h."primary", h.reason, h.reason_code,
      h.last_intent_name, s."key" AS state_key, t.transaction_id
    FROM hangup h
    LEFT JOIN state s ON s.client_id = h.client_id AND s.id = h.state
    LEFT JOIN "transaction" t ON t.client_id = h.client_id AND t.id = h.transaction_ref
    WHERE h.client_id = ${client} AND h.call_ref = ${call} ORDER BY h.source, h.event_key`);
}
