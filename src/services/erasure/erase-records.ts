import { ERASED_BODY } from '../../domain/erasure.js';
import type { Instant } from '../../domain/source.js';
import { list, Sql, sql } from '../../persistence/sql.js';
import type { UnitOfWork } from '../../persistence/unit-of-work.js';
import type { Tables } from '../recorder/recording.js';
import { eraseDeliveryKeys, eraseWords, type Owner } from './erase-words.js';

/**
 * Takes the person out of everything that stands of these calls, in one unit of work whose client is locked. What is
 * counted stays as it is: see `withoutPerson`, which says the same of what arrives later.
 */
export async function eraseRecords(
  unit: UnitOfWork,
  tables: Tables,
  owner: Owner,
  calls: readonly number[],
  now: Instant,
): Promise<void> {
  const client = owner.id;
  await erasePayloads(unit, client, sql`id IN (${payloadsOf(client, calls)})`);
  await eraseCallData(
    unit,
    client,
    sql`call_id IN (SELECT value FROM call_identity
    WHERE client_id = ${client} AND call_ref IN ${list(calls)})`,
  );
  await unit.removeWords(client, await piecesOfCalls(unit, tables, client, calls));
  await eraseDeliveryKeys(unit, tables, owner, 'callRef', calls);
  await eraseWords(unit, tables, owner, calls);
  for (const statement of statements(client, calls, now)) await unit.execute(statement);
}

/** The key of a CallData delivery names its caller; this and the row's id stand in its place. */
export const ERASED_KEY = 'erased ';

/** Takes what was sent out of deliveries; that they came stays, so that they are known when they come again. */
export async function erasePayloads(unit: UnitOfWork, client: number, which: Sql): Promise<void> {
  await unit.execute(sql`UPDATE source_event SET body = ${ERASED_BODY}, address = NULL, error = NULL,
    quarantined = ${false},
    event_key = CASE WHEN event_type = 'callData' THEN ${ERASED_KEY} || id ELSE event_key END
    WHERE client_id = ${client} AND body <> ${ERASED_BODY} AND ${which}`);
  // After it, since names can be what the deliveries are found by.
  await unit.execute(sql`DELETE FROM quarantined_name WHERE client_id = ${client} AND source_event_ref IN
    (SELECT id FROM source_event WHERE client_id = ${client} AND quarantined = ${false} AND ${which})`);
}

/** Takes everything but the call's id out of CallData records. */
export function eraseCallData(unit: UnitOfWork, client: number, which: Sql): Promise<number> {
  return unit.execute(sql`UPDATE call_data SET caller_key = '', caller_raw = '', caller_e164 = NULL,
    caller_kind = 'WITHHELD', content = NULL, conversation_id = NULL, fields = '{}', exact = NULL
    WHERE client_id = ${client} AND caller_raw <> '' AND ${which}`);
}

/** Deliveries that records of these calls, or of those that a statement finds, refer to, and all under the same keys. */
export function payloadsOf(client: number, calls: readonly number[] | Sql): Sql {
  const ids = calls instanceof Sql ? sql`(${calls})` : list(calls);
  const of = sql`r.client_id = ${client} AND r.call_ref IN ${ids}`;
  const keyed = sql`e.client_id = r.client_id AND e.event_key <> ''`;
  return sql`SELECT r.source_event_ref FROM "transaction" r WHERE ${of}
    UNION SELECT r.source_event_ref FROM hangup r WHERE ${of}
    UNION SELECT r.source_event_ref FROM gateway_notice r WHERE ${of}
    UNION SELECT r.source_event_ref FROM agent_session r WHERE ${of}
    UNION SELECT a.source_event_ref FROM agent_session r JOIN session_analysis a
      ON a.client_id = r.client_id AND a.session_ref = r.id WHERE ${of}
    UNION SELECT r.id FROM source_event r WHERE ${of}
    UNION SELECT q.source_event_ref FROM call_identity r JOIN quarantined_name q
      ON q.client_id = r.client_id AND q.name = r.value WHERE ${of}
    UNION SELECT q.source_event_ref FROM "transaction" r JOIN quarantined_name q
      ON q.client_id = r.client_id AND q.name = r.transaction_id WHERE ${of}
    UNION SELECT e.id FROM "transaction" r JOIN source_event e ON ${keyed} AND e.source IN ('PARLOA', 'API')
      AND e.event_type IN ('transaction', 'hangup') AND e.event_key = r.transaction_id WHERE ${of}`;
}

/** The pieces of these calls in the full-text index. */
export async function piecesOfCalls(
  unit: UnitOfWork,
  { transaction, message, agentSession, sessionAnalysis }: Tables,
  client: number,
  calls: readonly number[],
): Promise<number[]> {
  const keys = calls.map((call) => [client, call]);
  const by = ['client', 'callRef'] as const;
  const turns = await unit.find(transaction, ['id'], by, keys);
  const messages = await unit.find(message, ['id'], by, keys);
  const sessions = await unit.find(agentSession, ['id'], by, keys);
  const analysed = sessions.map(({ id }) => [client, id]);
  const analyses = await unit.find(sessionAnalysis, ['id'], ['client', 'sessionRef'], analysed);
  return [...turns, ...messages, ...sessions, ...analyses].map(({ id }) => id);
}

function statements(client: number, calls: readonly number[], now: Instant): Sql[] {
  const own = sql`client_id = ${client} AND call_ref IN ${list(calls)}`;
  return [
    sql`UPDATE "transaction" SET text = NULL, prompt = NULL, reprompt = NULL, slots = NULL, variables = NULL,
      caller_raw = NULL, user_context_id = NULL, error_steps = NULL, warning_steps = NULL WHERE ${own}`,
    sql`UPDATE hangup SET caller_raw = NULL, reason = NULL, sip_headers = NULL, bot_operation_data = NULL,
      reason_code_raw = CASE WHEN reason_code_raw IS NULL THEN NULL ELSE reason_code END WHERE ${own}`,
    sql`UPDATE gateway_notice SET caller_raw = NULL, reason = NULL, bot_operation_data = NULL,
      transfer_target = NULL WHERE ${own}`,
    sql`UPDATE session_analysis SET summary = NULL, custom_data = NULL, undeclared_keys = '[]', missing_keys = '[]'
      WHERE client_id = ${client} AND session_ref IN (SELECT id FROM agent_session WHERE ${own})`,
    sql`UPDATE agent_session SET caller_raw = NULL, transcript = NULL, translated_transcript = NULL WHERE ${own}`,
    sql`UPDATE message SET body = NULL, translated_body = NULL, sender = NULL, recipient = NULL, raw = NULL WHERE ${own}`,
    sql`DELETE FROM variable WHERE ${own}`,
    sql`UPDATE call SET caller_raw = NULL, caller_e164 = NULL, erased_at = COALESCE(erased_at, ${now})
      WHERE client_id = ${client} AND id IN ${list(calls)}`,
  ];
}
