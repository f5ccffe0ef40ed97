import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Gateway } from './gateway.js';
import { ROOT } from './program.js';
import type { Identifiers } from './questions.js';

const fixture = (name: string) => readFileSync(path.join(ROOT, 'test/fixtures', name), 'utf8');

/** Names of what `recordOfEachKind` records, and others of the same shape that stand for nothing. */
export const FOREIGN: Identifiers = namesOf('acme');
export const ABSENT: Identifiers = namesOf('none');

function namesOf(whose: string): Identifiers {
  const callId = `call-of-${whose}`;
  const caller = whose === 'acme' ? '+4915112345678' : '+4915187654321';
  const conversationId = `thread-of-${whose}`;
  return {
    callId,
    transactionId: `turn-of-${whose}`,
    sessionId: `session-of-${whose}`,
    conversationId,
    caller,
    callerId: caller,
  };
}

const AT = '2024-02-27T12:16:23.926Z';

/** Records one of each kind for the gateway's own client. Returns the global ids of all of it by their types. */
export async function recordOfEachKind(gateway: Gateway): Promise<Readonly<Record<string, string>>> {
  const { callId, transactionId, sessionId, conversationId, caller } = FOREIGN;
  const admin = gateway.keys.admin;
  const write = async (query: string, input: object) => {
    const { errors } = await gateway.graphql(query, { input }, admin);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
  };
  const state = { id: 'state-1', name: 'Welcome' };
  const turn = { transactionId, callId, callerId: caller, requestTimestamp: AT, text: 'Hallo', from: state, to: state };
  await write('mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { __typename } }', {
    transactions: [turn],
  });
  await write('mutation ($input: RecordHangupInput!) { recordHangup(input: $input) { __typename } }', {
    callId,
    occurredAt: AT,
  });
  const session = {
    sessionId,
    callId,
    conversationId,
    startedAt: AT,
    messages: [{ messageId: 'm1', direction: 'INBOUND', createdAt: AT, body: 'job' }],
  };
  await write('mutation ($input: RecordSessionInput!) { recordSession(input: $input) { __typename } }', session);
  await write(
    'mutation ($input: RecordSessionAnalysisInput!) { recordSessionAnalysis(input: $input) { __typename } }',
    { sessionId, summary: 'A job.', analyzedAt: AT },
  );
  await write('mutation ($input: RecordCallDataInput!) { recordCallData(input: $input) { __typename } }', {
    callId,
    callerId: caller,
    content: 'Kundin',
  });
  await gateway.post('/webhooks/parloa', [{ nothing: 'that is understood' }]);
  await gateway.post('/webhooks/parloa', fixture('parloa/transaction.json'));
  const everything = `query ($callId: String!, $sessionId: String!, $caller: String!) {
    viewer { id apiKeys { id } }
    call(callId: $callId) { id transactions { nodes { id } } hangups { id } }
    session(sessionId: $sessionId) { id analysis { id } messages { nodes { id } } }
    callData(callId: $callId, caller: $caller) { id }
    quarantine { nodes { id } }
    auditLog(first: 1) { nodes { id } }
  }`;
  const { data, errors } = await gateway.graphql(everything, { callId, sessionId, caller }, admin);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return {
    Client: data.viewer.id,
    ApiKey: data.viewer.apiKeys[0].id,
    Call: data.call.id,
    Transaction: data.call.transactions.nodes[0].id,
    HangupEvent: data.call.hangups[0].id,
    AgentSession: data.session.id,
    SessionAnalysis: data.session.analysis.id,
    Message: data.session.messages.nodes[0].id,
    CallDataRecord: data.callData.id,
    AuditEntry: data.auditLog.nodes[0].id,
    SourceEvent: data.quarantine.nodes[0].id,
  };
}
