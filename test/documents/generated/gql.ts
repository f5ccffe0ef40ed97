/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query CallAsGraph($callId: String!) {\n  call(callId: $callId) {\n    id\n    callId\n    status\n    endedBy\n    outcome\n    turnCount\n    identities {\n      source\n      kind\n      value\n    }\n    path {\n      name\n    }\n    transactions(first: 10) {\n      totalCount\n      nodes {\n        ...TurnOfCall\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    hangup {\n      initiator\n      initiatorBasis\n      state {\n        stateId\n        name\n      }\n      lastIntent {\n        name\n      }\n    }\n  }\n}\n\nfragment TurnOfCall on Transaction {\n  transactionId\n  sequence\n  kind\n  text\n  promptText\n  intent {\n    name\n    confidence\n    sourceId\n  }\n  transition {\n    from {\n      name\n    }\n    to {\n      name\n    }\n    handled\n    terminal\n  }\n}": typeof types.CallAsGraphDocument,
    "mutation CreateApiKey($name: String!, $scopes: [Scope!]!) {\n  createApiKey(input: {name: $name, scopes: $scopes}) {\n    apiKey {\n      id\n      prefix\n      scopes\n    }\n    secret\n  }\n}": typeof types.CreateApiKeyDocument,
    "subscription HangupRecorded($after: String) {\n  hangupRecorded(after: $after) {\n    cursor\n    hangup {\n      call {\n        callId\n      }\n      initiator\n    }\n  }\n}": typeof types.HangupRecordedDocument,
    "mutation LinkCalls($callIds: [String!]!) {\n  linkCalls(input: {callIds: $callIds}) {\n    call {\n      id\n      callId\n      turnCount\n    }\n  }\n}": typeof types.LinkCallsDocument,
    "query Quarantine($first: Int, $after: String, $source: Source) {\n  quarantine(first: $first, after: $after, source: $source) {\n    totalCount\n    nodes {\n      id\n      source\n      receivedAt\n      error\n      body\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.QuarantineDocument,
    "mutation RecordSessionAnalysis($input: RecordSessionAnalysisInput!) {\n  recordSessionAnalysis(input: $input) {\n    outcome\n    analysis {\n      id\n      revision\n      summary\n      session {\n        sessionId\n        lifecycle\n      }\n    }\n    error {\n      code\n      path\n    }\n  }\n}": typeof types.RecordSessionAnalysisDocument,
    "mutation RecordSession($input: RecordSessionInput!) {\n  recordSession(input: $input) {\n    outcome\n    session {\n      id\n      sessionId\n      lifecycle\n      call {\n        callId\n      }\n    }\n    error {\n      code\n      path\n    }\n  }\n}": typeof types.RecordSessionDocument,
    "mutation RecordTransactions($transactions: [TransactionInput!]!) {\n  recordTransactions(input: {transactions: $transactions}) {\n    created\n    duplicates\n    revised\n    rejected\n    results {\n      outcome\n      transactionId\n      error {\n        code\n        path\n      }\n    }\n  }\n}": typeof types.RecordTransactionsDocument,
    "mutation ReplayQuarantined($ids: [ID!]!) {\n  replayQuarantined(ids: $ids) {\n    applied\n    stillQuarantined\n  }\n}": typeof types.ReplayQuarantinedDocument,
    "query SessionsOfCall($callId: String!) {\n  call(callId: $callId) {\n    id\n    callId\n    identities {\n      source\n      kind\n      value\n    }\n    analysis {\n      ...AnalysisOfSession\n    }\n    messages(first: 20) {\n      totalCount\n      nodes {\n        messageId\n        direction\n        body\n        deliveryStatus\n      }\n    }\n    sessions {\n      id\n      sessionId\n      lifecycle\n      startedAt\n      endedReason\n      agentVersion {\n        versionId\n        agentId\n        settings\n      }\n      analysis {\n        ...AnalysisOfSession\n      }\n    }\n  }\n}\n\nfragment AnalysisOfSession on SessionAnalysis {\n  id\n  revision\n  completionRating\n  summary\n  sentiment\n  customData\n  undeclaredKeys\n  missingKeys\n  analyzedAt\n}": typeof types.SessionsOfCallDocument,
};
const documents: Documents = {
    "query CallAsGraph($callId: String!) {\n  call(callId: $callId) {\n    id\n    callId\n    status\n    endedBy\n    outcome\n    turnCount\n    identities {\n      source\n      kind\n      value\n    }\n    path {\n      name\n    }\n    transactions(first: 10) {\n      totalCount\n      nodes {\n        ...TurnOfCall\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    hangup {\n      initiator\n      initiatorBasis\n      state {\n        stateId\n        name\n      }\n      lastIntent {\n        name\n      }\n    }\n  }\n}\n\nfragment TurnOfCall on Transaction {\n  transactionId\n  sequence\n  kind\n  text\n  promptText\n  intent {\n    name\n    confidence\n    sourceId\n  }\n  transition {\n    from {\n      name\n    }\n    to {\n      name\n    }\n    handled\n    terminal\n  }\n}": types.CallAsGraphDocument,
    "mutation CreateApiKey($name: String!, $scopes: [Scope!]!) {\n  createApiKey(input: {name: $name, scopes: $scopes}) {\n    apiKey {\n      id\n      prefix\n      scopes\n    }\n    secret\n  }\n}": types.CreateApiKeyDocument,
    "subscription HangupRecorded($after: String) {\n  hangupRecorded(after: $after) {\n    cursor\n    hangup {\n      call {\n        callId\n      }\n      initiator\n    }\n  }\n}": types.HangupRecordedDocument,
    "mutation LinkCalls($callIds: [String!]!) {\n  linkCalls(input: {callIds: $callIds}) {\n    call {\n      id\n      callId\n      turnCount\n    }\n  }\n}": types.LinkCallsDocument,
    "query Quarantine($first: Int, $after: String, $source: Source) {\n  quarantine(first: $first, after: $after, source: $source) {\n    totalCount\n    nodes {\n      id\n      source\n      receivedAt\n      error\n      body\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.QuarantineDocument,
    "mutation RecordSessionAnalysis($input: RecordSessionAnalysisInput!) {\n  recordSessionAnalysis(input: $input) {\n    outcome\n    analysis {\n      id\n      revision\n      summary\n      session {\n        sessionId\n        lifecycle\n      }\n    }\n    error {\n      code\n      path\n    }\n  }\n}": types.RecordSessionAnalysisDocument,
    "mutation RecordSession($input: RecordSessionInput!) {\n  recordSession(input: $input) {\n    outcome\n    session {\n      id\n      sessionId\n      lifecycle\n      call {\n        callId\n      }\n    }\n    error {\n      code\n      path\n    }\n  }\n}": types.RecordSessionDocument,
    "mutation RecordTransactions($transactions: [TransactionInput!]!) {\n  recordTransactions(input: {transactions: $transactions}) {\n    created\n    duplicates\n    revised\n    rejected\n    results {\n      outcome\n      transactionId\n      error {\n        code\n        path\n      }\n    }\n  }\n}": types.RecordTransactionsDocument,
    "mutation ReplayQuarantined($ids: [ID!]!) {\n  replayQuarantined(ids: $ids) {\n    applied\n    stillQuarantined\n  }\n}": types.ReplayQuarantinedDocument,
    "query SessionsOfCall($callId: String!) {\n  call(callId: $callId) {\n    id\n    callId\n    identities {\n      source\n      kind\n      value\n    }\n    analysis {\n      ...AnalysisOfSession\n    }\n    messages(first: 20) {\n      totalCount\n      nodes {\n        messageId\n        direction\n        body\n        deliveryStatus\n      }\n    }\n    sessions {\n      id\n      sessionId\n      lifecycle\n      startedAt\n      endedReason\n      agentVersion {\n        versionId\n        agentId\n        settings\n      }\n      analysis {\n        ...AnalysisOfSession\n      }\n    }\n  }\n}\n\nfragment AnalysisOfSession on SessionAnalysis {\n  id\n  revision\n  completionRating\n  summary\n  sentiment\n  customData\n  undeclaredKeys\n  missingKeys\n  analyzedAt\n}": types.SessionsOfCallDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CallAsGraph($callId: String!) {\n  call(callId: $callId) {\n    id\n    callId\n    status\n    endedBy\n    outcome\n    turnCount\n    identities {\n      source\n      kind\n      value\n    }\n    path {\n      name\n    }\n    transactions(first: 10) {\n      totalCount\n      nodes {\n        ...TurnOfCall\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    hangup {\n      initiator\n      initiatorBasis\n      state {\n        stateId\n        name\n      }\n      lastIntent {\n        name\n      }\n    }\n  }\n}\n\nfragment TurnOfCall on Transaction {\n  transactionId\n  sequence\n  kind\n  text\n  promptText\n  intent {\n    name\n    confidence\n    sourceId\n  }\n  transition {\n    from {\n      name\n    }\n    to {\n      name\n    }\n    handled\n    terminal\n  }\n}"): typeof import('./graphql.js').CallAsGraphDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateApiKey($name: String!, $scopes: [Scope!]!) {\n  createApiKey(input: {name: $name, scopes: $scopes}) {\n    apiKey {\n      id\n      prefix\n      scopes\n    }\n    secret\n  }\n}"): typeof import('./graphql.js').CreateApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription HangupRecorded($after: String) {\n  hangupRecorded(after: $after) {\n    cursor\n    hangup {\n      call {\n        callId\n      }\n      initiator\n    }\n  }\n}"): typeof import('./graphql.js').HangupRecordedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation LinkCalls($callIds: [String!]!) {\n  linkCalls(input: {callIds: $callIds}) {\n    call {\n      id\n      callId\n      turnCount\n    }\n  }\n}"): typeof import('./graphql.js').LinkCallsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Quarantine($first: Int, $after: String, $source: Source) {\n  quarantine(first: $first, after: $after, source: $source) {\n    totalCount\n    nodes {\n      id\n      source\n      receivedAt\n      error\n      body\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.js').QuarantineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RecordSessionAnalysis($input: RecordSessionAnalysisInput!) {\n  recordSessionAnalysis(input: $input) {\n    outcome\n    analysis {\n      id\n      revision\n      summary\n      session {\n        sessionId\n        lifecycle\n      }\n    }\n    error {\n      code\n      path\n    }\n  }\n}"): typeof import('./graphql.js').RecordSessionAnalysisDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RecordSession($input: RecordSessionInput!) {\n  recordSession(input: $input) {\n    outcome\n    session {\n      id\n      sessionId\n      lifecycle\n      call {\n        callId\n      }\n    }\n    error {\n      code\n      path\n    }\n  }\n}"): typeof import('./graphql.js').RecordSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RecordTransactions($transactions: [TransactionInput!]!) {\n  recordTransactions(input: {transactions: $transactions}) {\n    created\n    duplicates\n    revised\n    rejected\n    results {\n      outcome\n      transactionId\n      error {\n        code\n        path\n      }\n    }\n  }\n}"): typeof import('./graphql.js').RecordTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ReplayQuarantined($ids: [ID!]!) {\n  replayQuarantined(ids: $ids) {\n    applied\n    stillQuarantined\n  }\n}"): typeof import('./graphql.js').ReplayQuarantinedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SessionsOfCall($callId: String!) {\n  call(callId: $callId) {\n    id\n    callId\n    identities {\n      source\n      kind\n      value\n    }\n    analysis {\n      ...AnalysisOfSession\n    }\n    messages(first: 20) {\n      totalCount\n      nodes {\n        messageId\n        direction\n        body\n        deliveryStatus\n      }\n    }\n    sessions {\n      id\n      sessionId\n      lifecycle\n      startedAt\n      endedReason\n      agentVersion {\n        versionId\n        agentId\n        settings\n      }\n      analysis {\n        ...AnalysisOfSession\n      }\n    }\n  }\n}\n\nfragment AnalysisOfSession on SessionAnalysis {\n  id\n  revision\n  completionRating\n  summary\n  sentiment\n  customData\n  undeclaredKeys\n  missingKeys\n  analyzedAt\n}"): typeof import('./graphql.js').SessionsOfCallDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
