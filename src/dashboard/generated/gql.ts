/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

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
    "query FilterChoices {\n  releases: metrics(groupBy: RELEASE) {\n    key\n    calls\n  }\n  languages: metrics(groupBy: LANGUAGE) {\n    key\n    calls\n  }\n}": typeof types.FilterChoicesDocument,
    "fragment CallBehind on Call {\n  id\n  callId\n  startedAt\n  durationMs\n  outcome\n  endedBy\n  turnCount\n}\n\nquery CallsBehindState($filter: CallFilter, $first: Int!) {\n  calls(filter: $filter, first: $first) {\n    nodes {\n      ...CallBehind\n    }\n    totalCount\n  }\n}\n\nquery CallsBehindMove($filter: StateTransitionFilter, $first: Int!) {\n  stateTransitions(filter: $filter, first: $first) {\n    nodes {\n      transaction {\n        id\n        call {\n          ...CallBehind\n        }\n      }\n    }\n    totalCount\n  }\n}": typeof types.CallBehindFragmentDoc,
    "query Flow($filter: CallFilter) {\n  conversationGraph(filter: $filter) {\n    callCount\n    transitionCount\n    nodes {\n      state {\n        key\n        stateId\n        name\n        dialogName\n      }\n      visits\n      calls\n      entries\n      exits\n      hangupsByCaller\n      fallbacks\n    }\n    edges {\n      from {\n        key\n      }\n      to {\n        key\n      }\n      count\n      calls\n      medianResponseTimeMs\n      intents {\n        name\n        count\n      }\n    }\n  }\n}": typeof types.FlowDocument,
    "query EventCursor {\n  eventCursor\n}": typeof types.EventCursorDocument,
    "query Viewer {\n  viewer {\n    id\n    clientId\n    name\n    timeZone\n    defaultCountry\n  }\n}": typeof types.ViewerDocument,
    "query CallsStarted($from: DateTime!) {\n  metrics(filter: {startedAt: {from: $from}}, interval: MINUTE) {\n    start\n    calls\n  }\n}": typeof types.CallsStartedDocument,
    "fragment Hangup on HangupEvent {\n  id\n  occurredAt\n  receivedAt\n  initiator\n  reason\n  reasonCode\n  reasonCodeRaw\n  state {\n    key\n    stateId\n    name\n  }\n  call {\n    id\n    callId\n    channel\n    durationMs\n  }\n}\n\nquery LatestHangups($first: Int!) {\n  hangups(first: $first) {\n    nodes {\n      ...Hangup\n    }\n  }\n}\n\nquery HangupsSince($from: DateTime!, $after: String) {\n  hangups(first: 200, after: $after, filter: {occurredAt: {from: $from}}) {\n    nodes {\n      id\n      occurredAt\n      initiator\n      call {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nsubscription Hangups($after: String) {\n  hangupRecorded(after: $after) {\n    cursor\n    hangup {\n      ...Hangup\n    }\n  }\n}": typeof types.HangupFragmentDoc,
    "fragment OpenCall on Call {\n  id\n  callId\n  status\n  channel\n  startedAt\n  turnCount\n  transactions(last: 1) {\n    nodes {\n      id\n      transition {\n        to {\n          key\n          stateId\n          name\n        }\n      }\n    }\n  }\n}\n\nquery OpenCalls($first: Int!) {\n  calls(first: $first, filter: {status: OPEN}, orderBy: STARTED_AT_DESC) {\n    nodes {\n      ...OpenCall\n    }\n    totalCount\n  }\n}\n\nsubscription CallChanges($after: String) {\n  callChanged(after: $after) {\n    cursor\n    change\n    call {\n      ...OpenCall\n    }\n  }\n}": typeof types.OpenCallFragmentDoc,
};
const documents: Documents = {
    "query FilterChoices {\n  releases: metrics(groupBy: RELEASE) {\n    key\n    calls\n  }\n  languages: metrics(groupBy: LANGUAGE) {\n    key\n    calls\n  }\n}": types.FilterChoicesDocument,
    "fragment CallBehind on Call {\n  id\n  callId\n  startedAt\n  durationMs\n  outcome\n  endedBy\n  turnCount\n}\n\nquery CallsBehindState($filter: CallFilter, $first: Int!) {\n  calls(filter: $filter, first: $first) {\n    nodes {\n      ...CallBehind\n    }\n    totalCount\n  }\n}\n\nquery CallsBehindMove($filter: StateTransitionFilter, $first: Int!) {\n  stateTransitions(filter: $filter, first: $first) {\n    nodes {\n      transaction {\n        id\n        call {\n          ...CallBehind\n        }\n      }\n    }\n    totalCount\n  }\n}": types.CallBehindFragmentDoc,
    "query Flow($filter: CallFilter) {\n  conversationGraph(filter: $filter) {\n    callCount\n    transitionCount\n    nodes {\n      state {\n        key\n        stateId\n        name\n        dialogName\n      }\n      visits\n      calls\n      entries\n      exits\n      hangupsByCaller\n      fallbacks\n    }\n    edges {\n      from {\n        key\n      }\n      to {\n        key\n      }\n      count\n      calls\n      medianResponseTimeMs\n      intents {\n        name\n        count\n      }\n    }\n  }\n}": types.FlowDocument,
    "query EventCursor {\n  eventCursor\n}": types.EventCursorDocument,
    "query Viewer {\n  viewer {\n    id\n    clientId\n    name\n    timeZone\n    defaultCountry\n  }\n}": types.ViewerDocument,
    "query CallsStarted($from: DateTime!) {\n  metrics(filter: {startedAt: {from: $from}}, interval: MINUTE) {\n    start\n    calls\n  }\n}": types.CallsStartedDocument,
    "fragment Hangup on HangupEvent {\n  id\n  occurredAt\n  receivedAt\n  initiator\n  reason\n  reasonCode\n  reasonCodeRaw\n  state {\n    key\n    stateId\n    name\n  }\n  call {\n    id\n    callId\n    channel\n    durationMs\n  }\n}\n\nquery LatestHangups($first: Int!) {\n  hangups(first: $first) {\n    nodes {\n      ...Hangup\n    }\n  }\n}\n\nquery HangupsSince($from: DateTime!, $after: String) {\n  hangups(first: 200, after: $after, filter: {occurredAt: {from: $from}}) {\n    nodes {\n      id\n      occurredAt\n      initiator\n      call {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nsubscription Hangups($after: String) {\n  hangupRecorded(after: $after) {\n    cursor\n    hangup {\n      ...Hangup\n    }\n  }\n}": types.HangupFragmentDoc,
    "fragment OpenCall on Call {\n  id\n  callId\n  status\n  channel\n  startedAt\n  turnCount\n  transactions(last: 1) {\n    nodes {\n      id\n      transition {\n        to {\n          key\n          stateId\n          name\n        }\n      }\n    }\n  }\n}\n\nquery OpenCalls($first: Int!) {\n  calls(first: $first, filter: {status: OPEN}, orderBy: STARTED_AT_DESC) {\n    nodes {\n      ...OpenCall\n    }\n    totalCount\n  }\n}\n\nsubscription CallChanges($after: String) {\n  callChanged(after: $after) {\n    cursor\n    change\n    call {\n      ...OpenCall\n    }\n  }\n}": types.OpenCallFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FilterChoices {\n  releases: metrics(groupBy: RELEASE) {\n    key\n    calls\n  }\n  languages: metrics(groupBy: LANGUAGE) {\n    key\n    calls\n  }\n}"): (typeof documents)["query FilterChoices {\n  releases: metrics(groupBy: RELEASE) {\n    key\n    calls\n  }\n  languages: metrics(groupBy: LANGUAGE) {\n    key\n    calls\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment CallBehind on Call {\n  id\n  callId\n  startedAt\n  durationMs\n  outcome\n  endedBy\n  turnCount\n}\n\nquery CallsBehindState($filter: CallFilter, $first: Int!) {\n  calls(filter: $filter, first: $first) {\n    nodes {\n      ...CallBehind\n    }\n    totalCount\n  }\n}\n\nquery CallsBehindMove($filter: StateTransitionFilter, $first: Int!) {\n  stateTransitions(filter: $filter, first: $first) {\n    nodes {\n      transaction {\n        id\n        call {\n          ...CallBehind\n        }\n      }\n    }\n    totalCount\n  }\n}"): (typeof documents)["fragment CallBehind on Call {\n  id\n  callId\n  startedAt\n  durationMs\n  outcome\n  endedBy\n  turnCount\n}\n\nquery CallsBehindState($filter: CallFilter, $first: Int!) {\n  calls(filter: $filter, first: $first) {\n    nodes {\n      ...CallBehind\n    }\n    totalCount\n  }\n}\n\nquery CallsBehindMove($filter: StateTransitionFilter, $first: Int!) {\n  stateTransitions(filter: $filter, first: $first) {\n    nodes {\n      transaction {\n        id\n        call {\n          ...CallBehind\n        }\n      }\n    }\n    totalCount\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Flow($filter: CallFilter) {\n  conversationGraph(filter: $filter) {\n    callCount\n    transitionCount\n    nodes {\n      state {\n        key\n        stateId\n        name\n        dialogName\n      }\n      visits\n      calls\n      entries\n      exits\n      hangupsByCaller\n      fallbacks\n    }\n    edges {\n      from {\n        key\n      }\n      to {\n        key\n      }\n      count\n      calls\n      medianResponseTimeMs\n      intents {\n        name\n        count\n      }\n    }\n  }\n}"): (typeof documents)["query Flow($filter: CallFilter) {\n  conversationGraph(filter: $filter) {\n    callCount\n    transitionCount\n    nodes {\n      state {\n        key\n        stateId\n        name\n        dialogName\n      }\n      visits\n      calls\n      entries\n      exits\n      hangupsByCaller\n      fallbacks\n    }\n    edges {\n      from {\n        key\n      }\n      to {\n        key\n      }\n      count\n      calls\n      medianResponseTimeMs\n      intents {\n        name\n        count\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query EventCursor {\n  eventCursor\n}"): (typeof documents)["query EventCursor {\n  eventCursor\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Viewer {\n  viewer {\n    id\n    clientId\n    name\n    timeZone\n    defaultCountry\n  }\n}"): (typeof documents)["query Viewer {\n  viewer {\n    id\n    clientId\n    name\n    timeZone\n    defaultCountry\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CallsStarted($from: DateTime!) {\n  metrics(filter: {startedAt: {from: $from}}, interval: MINUTE) {\n    start\n    calls\n  }\n}"): (typeof documents)["query CallsStarted($from: DateTime!) {\n  metrics(filter: {startedAt: {from: $from}}, interval: MINUTE) {\n    start\n    calls\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment Hangup on HangupEvent {\n  id\n  occurredAt\n  receivedAt\n  initiator\n  reason\n  reasonCode\n  reasonCodeRaw\n  state {\n    key\n    stateId\n    name\n  }\n  call {\n    id\n    callId\n    channel\n    durationMs\n  }\n}\n\nquery LatestHangups($first: Int!) {\n  hangups(first: $first) {\n    nodes {\n      ...Hangup\n    }\n  }\n}\n\nquery HangupsSince($from: DateTime!, $after: String) {\n  hangups(first: 200, after: $after, filter: {occurredAt: {from: $from}}) {\n    nodes {\n      id\n      occurredAt\n      initiator\n      call {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nsubscription Hangups($after: String) {\n  hangupRecorded(after: $after) {\n    cursor\n    hangup {\n      ...Hangup\n    }\n  }\n}"): (typeof documents)["fragment Hangup on HangupEvent {\n  id\n  occurredAt\n  receivedAt\n  initiator\n  reason\n  reasonCode\n  reasonCodeRaw\n  state {\n    key\n    stateId\n    name\n  }\n  call {\n    id\n    callId\n    channel\n    durationMs\n  }\n}\n\nquery LatestHangups($first: Int!) {\n  hangups(first: $first) {\n    nodes {\n      ...Hangup\n    }\n  }\n}\n\nquery HangupsSince($from: DateTime!, $after: String) {\n  hangups(first: 200, after: $after, filter: {occurredAt: {from: $from}}) {\n    nodes {\n      id\n      occurredAt\n      initiator\n      call {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nsubscription Hangups($after: String) {\n  hangupRecorded(after: $after) {\n    cursor\n    hangup {\n      ...Hangup\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment OpenCall on Call {\n  id\n  callId\n  status\n  channel\n  startedAt\n  turnCount\n  transactions(last: 1) {\n    nodes {\n      id\n      transition {\n        to {\n          key\n          stateId\n          name\n        }\n      }\n    }\n  }\n}\n\nquery OpenCalls($first: Int!) {\n  calls(first: $first, filter: {status: OPEN}, orderBy: STARTED_AT_DESC) {\n    nodes {\n      ...OpenCall\n    }\n    totalCount\n  }\n}\n\nsubscription CallChanges($after: String) {\n  callChanged(after: $after) {\n    cursor\n    change\n    call {\n      ...OpenCall\n    }\n  }\n}"): (typeof documents)["fragment OpenCall on Call {\n  id\n  callId\n  status\n  channel\n  startedAt\n  turnCount\n  transactions(last: 1) {\n    nodes {\n      id\n      transition {\n        to {\n          key\n          stateId\n          name\n        }\n      }\n    }\n  }\n}\n\nquery OpenCalls($first: Int!) {\n  calls(first: $first, filter: {status: OPEN}, orderBy: STARTED_AT_DESC) {\n    nodes {\n      ...OpenCall\n    }\n    totalCount\n  }\n}\n\nsubscription CallChanges($after: String) {\n  callChanged(after: $after) {\n    cursor\n    change\n    call {\n      ...OpenCall\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;