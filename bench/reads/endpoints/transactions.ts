import type Database from 'better-sqlite3';
import type { Endpoint } from '../endpoints.ts';
import { groupBy, pageOf, type Row, time } from './rows.ts';

/** 50 transactions, each with its call: four statements. */
export function transactions(database: Database.Database): Endpoint {
  const turns =
    database.prepare(`SELECT id, call_ref, transaction_id, kind, request_timestamp, text, prompt, intent_name,
    intent_confidence, intent_source_id, variables FROM "transaction" WHERE client_id = ?
    AND (request_timestamp, id) < (?, ?) ORDER BY request_timestamp DESC, id DESC LIMIT 51`);
  const calls = database.prepare(`SELECT id, call_id, started_at FROM call
    WHERE client_id = ? AND id IN (SELECT value FROM json_each(?))`);
  const identities = database.prepare(`SELECT call_ref, source, kind, value FROM call_identity
    WHERE client_id = ? AND call_ref IN (SELECT value FROM json_each(?)) ORDER BY call_ref, source, kind, value`);
  const ends = database.prepare(`SELECT transaction_ref, initiator, reason_code FROM hangup
    WHERE client_id = ? AND transaction_ref IN (SELECT value FROM json_each(?))`);

  return (client, requestTimestamp, id) => {
    const page = turns.all(client, requestTimestamp, id) as Row[];
    const refs = JSON.stringify([...new Set(page.map((row) => row['call_ref']))]);
    const names = groupBy(identities.all(client, refs) as Row[], 'call_ref');
    const callOf = groupBy(calls.all(client, refs) as Row[], 'id');
    const hangups = JSON.stringify(page.filter((row) => row['kind'] === 'HANGUP').map((row) => row['id']));
    const endOf = groupBy(ends.all(client, hangups) as Row[], 'transaction_ref');
    return pageOf(page, 50, 'request_timestamp', (row) => {
      const call = callOf.get(row['call_ref'])?.[0] as Row;
      const end = endOf.get(row['id'])?.[0];
      return {
        transactionId: row['transaction_id'],
        kind: row['kind'],
        requestTimestamp: time(row['request_timestamp']),
        text: row['text'],
        promptText: plain(row['prompt']),
        intent: row['intent_name'] === null ? null : intentOf(row),
        call: {
          callId: call['call_id'],
          startedAt: time(call['started_at']),
          identities: names.get(call['id'])?.map(({ source, kind, value }) => ({ source, kind, value })) ?? [],
        },
        hangup: end === undefined ? null : { initiator: end['initiator'], reasonCode: end['reason_code'] },
        variables: variablesOf(row['variables']),
      };
    });
  };
}

function intentOf(row: Row): object {
  return { name: row['intent_name'], confidence: row['intent_confidence'], sourceId: row['intent_source_id'] };
}

function plain(prompt: string | null): string | null {
  return (
    prompt
      ?.replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim() ?? null
  );
}

function variablesOf(text: string | null): object[] {
  const variables = text === null ? [] : (JSON.parse(text) as { id: string; name: string; value: string | null }[]);
  return variables.map(({ id, name, value }) => ({ id, name, value: value === null ? null : JSON.parse(value) }));
}
