import { type Place, type Turn, turnAt } from './conversation.ts';

/** The body of a delivery of Parloa's analytics hook. */
export function webhookBody(places: readonly Place[]): string {
  return JSON.stringify(places.map((place) => parloaTurn(turnAt(place))));
}

/** The hang-up that ends a call, `turn` being its place after the last turn. */
export function hangupBody(place: Place): string {
  return JSON.stringify([parloaHangup(turnAt(place))]);
}

/** The body of a `recordTransactions` mutation that says the same as the delivery. */
export function mutationBody(places: readonly Place[]): string {
  const transactions = places.map((place) => transactionInput(turnAt(place)));
  return JSON.stringify({ query: RECORD_TRANSACTIONS, variables: { input: { transactions } } });
}

const RECORD_TRANSACTIONS = `mutation Record($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) { created duplicates revised rejected results { outcome transactionId error { code } } }
}`;

const NONE = { occurrences: 0, affectedSteps: [] };

/** @see https://docs.parloa.com/rule-based-automation/analytics-and-debugging/analytics-transactions-data-structure-and-insights */
function parloaTurn(turn: Turn): object {
  return {
    ...frame(turn),
    intent: {
      initialState: turn.from,
      explicitlyHandled: true,
      name: turn.ranking[0]?.name,
      nextState: turn.to,
      handled: 'locally',
      handledByState: turn.from,
    },
    variables: turn.variables,
    request: request(turn),
    response: response(turn),
  };
}

function parloaHangup(turn: Turn): object {
  return {
    ...frame(turn),
    intent: {
      name: 'PARLOA.EndConversation',
      initialState: turn.from,
      handledByState: { id: '', name: '', dialogName: '' },
      handled: 'locally',
      explicitlyHandled: false,
      nextState: turn.to,
    },
    variables: [],
    request: { callMeta: callMeta(turn), event: 'HANGUP' },
    response: { ...response(turn), prompt: '', reprompt: '', continueListening: false },
  };
}

function frame(turn: Turn): object {
  return {
    transactionId: turn.transactionId,
    requestTimestamp: turn.requestTimestamp,
    responseTime: turn.responseTime,
    userContextId: turn.userContextId,
    releaseId: turn.releaseId,
    requesterId: turn.callerId,
    platform: 'phoneV2',
    language: 'de-DE',
    meta: { warnings: NONE, errors: NONE },
  };
}

function request(turn: Turn): object {
  const [intent] = turn.ranking;
  return { callMeta: callMeta(turn), intentRanking: turn.ranking, text: turn.text, slots: [], intent };
}

function response(turn: Turn): object {
  return {
    continueListening: !turn.endTalk,
    prompt: turn.prompt,
    callMeta: callMeta(turn),
    callControlMessages: [],
    endTalk: turn.endTalk,
    reprompt: turn.reprompt,
    customSTT: { type: 'prebuild', id: 'generic' },
  };
}

function callMeta(turn: Turn): object {
  return {
    instanceId: turn.releaseId,
    callId: turn.callId,
    callerId: turn.callerId,
    sessionId: turn.callerId,
    customerId: 'bench-customer',
    production: true,
    isPrivacyEnabled: false,
  };
}

function transactionInput(turn: Turn): object {
  const ranking = turn.ranking.map(({ id, confidence, name }) => ({ name, confidence, sourceId: String(id) }));
  return {
    transactionId: turn.transactionId,
    callId: turn.callId,
    requestTimestamp: turn.requestTimestamp,
    responseTimeMs: turn.responseTime,
    callerId: turn.callerId,
    platform: 'phoneV2',
    language: 'de-DE',
    releaseId: turn.releaseId,
    userContextId: turn.userContextId,
    text: turn.text,
    prompt: turn.prompt,
    reprompt: turn.reprompt,
    endTalk: turn.endTalk,
    intent: ranking[0],
    intentRanking: ranking,
    from: turn.from,
    handledBy: turn.from,
    to: turn.to,
    handled: 'LOCALLY',
    explicitlyHandled: true,
    slots: [],
    variables: turn.variables,
    errorCount: 0,
    warningCount: 0,
    request: request(turn),
    response: response(turn),
  };
}
