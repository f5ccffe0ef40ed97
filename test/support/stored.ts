import type { Database } from '../../src/persistence/database.js';
import { sql } from '../../src/persistence/sql.js';
import { SqlReader } from '../../src/services/reader.js';

/** Generated times are before this; what is later is a time of receipt, which differs from delivery to delivery. */
const RECEIVED_AFTER = Date.UTC(2026, 0, 1);

interface CallRow {
  readonly id: number;
  readonly ended_at: number | null;
  readonly duration_ms: number | null;
  readonly listed_at: number;
}

/**
 * Everything stored of a client's calls, without internal ids and times of receipt: equal for deliveries of the
 * same records in whatever order.
 */
export async function storedCalls(database: Database, client: number): Promise<object[]> {
  const calls = await database.read<CallRow>(sql`
    SELECT id, call_id, channel, platform, status, ended_by, outcome, started_at, ended_at, duration_ms, language,
      caller_raw, caller_e164, caller_kind, release_id, production, privacy_enabled, turn_count, fallback_count,
      error_count, transaction_count, listed_at
    FROM call WHERE client_id = ${client} AND merged_into IS NULL ORDER BY call_id`);
  const graphs: object[] = [];
  for (const { id, ...call } of calls) {
    graphs.push({
      ...withoutReceipts(call),
      identities: await database.read(sql`SELECT source, kind, value FROM call_identity
        WHERE client_id = ${client} AND call_ref = ${id} ORDER BY source, kind, value`),
      transactions: await transactionsOf(database, client, id),
      hangups: await hangupsOf(database, client, id),
      ...(await toldOf(database, client, id)),
      notices: await noticesOf(database, client, id),
      sessions: await sessionsOf(database, client, id),
      messages: await messagesOf(database, client, id),
      analyses: await analysesOf(database, client, id),
      variables: await database.read(sql`SELECT variable_id, name, value FROM variable
        WHERE client_id = ${client} AND call_ref = ${id} ORDER BY variable_id`),
    });
  }
  return graphs;
}

function withoutReceipts(call: Omit<CallRow, 'id'>): object {
  const received = call.ended_at !== null && call.ended_at > RECEIVED_AFTER;
  return {
    ...call,
    ...(received ? { ended_at: 'received', duration_ms: 'received' } : {}),
    ...(call.listed_at > RECEIVED_AFTER ? { listed_at: 'received' } : {}),
  };
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
    SELECT h.source, h.event_key, h.signal, CASE WHEN h.timed THEN h.occurred_at END AS occurred_at, h.call_started_at,
      h.initiator, h.initiator_basis, h."primary", h.reason, h.reason_code, h.reason_code_raw, h.sip_headers,
      h.bot_operation_result, h.bot_operation_data, h.caller_raw, h.last_intent_name, s."key" AS state_key,
      t.transaction_id, r.event_key AS same_as
    FROM hangup h
    LEFT JOIN hangup r ON r.client_id = h.client_id AND r.id = h.same_as
    LEFT JOIN state s ON s.client_id = h.client_id AND s.id = h.state
    LEFT JOIN "transaction" t ON t.client_id = h.client_id AND t.id = h.transaction_ref
    WHERE h.client_id = ${client} AND h.call_ref = ${call} ORDER BY h.source, h.event_key`);
}

/** What readers are told of the bot's work and of transfers, without times of receipt. */
async function toldOf(database: Database, client: number, call: number): Promise<object> {
  const reader = new SqlReader(database, { defaultCountry: 'DE' });
  const hangups = (await reader.hangupsByCall(client, [call])).get(call) ?? [];
  const primary = hangups.find((hangup) => hangup.primary);
  const transfers = (await reader.noticesByCall(client, [call])).get(call)?.transfers ?? [];
  return {
    lastSet: primary && [primary.botOperationResult, primary.botOperationData],
    told: hangups.length,
    transfers: transfers.map(({ status, reason, reasonCode }) => [status, reason, reasonCode].join(' ')).sort(),
  };
}

function noticesOf(database: Database, client: number, call: number): Promise<object[]> {
  return database.read(sql`
    SELECT source, event_key, occurred_at, transfer_answered, transfer_target, reason, reason_code_raw,
      bot_operation_result, bot_operation_data, call_started_at, channel, caller_raw
    FROM gateway_notice WHERE client_id = ${client} AND call_ref = ${call} ORDER BY source, event_key`);
}

function sessionsOf(database: Database, client: number, call: number): Promise<object[]> {
  return database.read(sql`
    SELECT session_id, conversation_id, lifecycle, started_at, ended_at, ended_reason, agent_version, channel, platform,
      caller_raw, language, translation_language, transcript, translated_transcript
    FROM agent_session WHERE client_id = ${client} AND call_ref = ${call} ORDER BY session_id`);
}

function messagesOf(database: Database, client: number, call: number): Promise<object[]> {
  return database.read(sql`
    SELECT s.session_id, m.message_id, m.direction, m.body, m.translated_body, m.mode, m.type, m.sender, m.recipient,
      m.delivery_status, m.language, m.created_at, m.updated_at, m.raw
    FROM message m JOIN agent_session s ON s.client_id = m.client_id AND s.id = m.session_ref
    WHERE m.client_id = ${client} AND m.call_ref = ${call} ORDER BY s.session_id, m.message_id`);
}

// The current revision alone: how many there were before is a matter of arrival.
function analysesOf(database: Database, client: number, call: number): Promise<object[]> {
  return database.read(sql`
    SELECT s.session_id, a.completion_rating, a.summary, a.sentiment, a.custom_data, a.undeclared_keys, a.missing_keys,
      a.model
    FROM session_analysis a JOIN agent_session s ON s.client_id = a.client_id AND s.id = a.session_ref
    WHERE s.client_id = ${client} AND s.call_ref = ${call} AND a.revision = (
      SELECT MAX(b.revision) FROM session_analysis b WHERE b.client_id = a.client_id AND b.session_ref = a.session_ref)
    ORDER BY s.session_id`);
}
