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
    "mutation RecordTransactions($transactions: [TransactionInput!]!) {\n  recordTransactions(input: {transactions: $transactions}) {\n    created\n    duplicates\n    revised\n    rejected\n    results {\n      outcome\n      transactionId\n      error {\n        code\n        path\n      }\n    }\n  }\n}": typeof types.RecordTransactionsDocument,
};
const documents: Documents = {
    "query CallAsGraph($callId: String!) {\n  call(callId: $callId) {\n    id\n    callId\n    status\n    endedBy\n    outcome\n    turnCount\n    identities {\n      source\n      kind\n      value\n    }\n    path {\n      name\n    }\n    transactions(first: 10) {\n      totalCount\n      nodes {\n        ...TurnOfCall\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    hangup {\n      initiator\n      initiatorBasis\n      state {\n        stateId\n        name\n      }\n      lastIntent {\n        name\n      }\n    }\n  }\n}\n\nfragment TurnOfCall on Transaction {\n  transactionId\n  sequence\n  kind\n  text\n  promptText\n  intent {\n    name\n    confidence\n    sourceId\n  }\n  transition {\n    from {\n      name\n    }\n    to {\n      name\n    }\n    handled\n    terminal\n  }\n}": types.CallAsGraphDocument,
    "mutation CreateApiKey($name: String!, $scopes: [Scope!]!) {\n  createApiKey(input: {name: $name, scopes: $scopes}) {\n    apiKey {\n      id\n      prefix\n      scopes\n    }\n    secret\n  }\n}": types.CreateApiKeyDocument,
    "subscription HangupRecorded($after: String) {\n  hangupRecorded(after: $after) {\n    cursor\n    hangup {\n      call {\n        callId\n      }\n      initiator\n    }\n  }\n}": types.HangupRecordedDocument,
    "mutation RecordTransactions($transactions: [TransactionInput!]!) {\n  recordTransactions(input: {transactions: $transactions}) {\n    created\n    duplicates\n    revised\n    rejected\n    results {\n      outcome\n      transactionId\n      error {\n        code\n        path\n      }\n    }\n  }\n}": types.RecordTransactionsDocument,
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
export function graphql(source: "mutation RecordTransactions($transactions: [TransactionInput!]!) {\n  recordTransactions(input: {transactions: $transactions}) {\n    created\n    duplicates\n    revised\n    rejected\n    results {\n      outcome\n      transactionId\n      error {\n        code\n        path\n      }\n    }\n  }\n}"): typeof import('./graphql.js').RecordTransactionsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
