import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { AgentSessionResolver } from './agent-session/agent-session.resolver.js';
import { CallSessionsResolver } from './agent-session/call-sessions.resolver.js';
import { RecordSessionResolver } from './agent-session/record-session.resolver.js';
import { ApiKeyResolver } from './api-key/api-key.resolver.js';
import { AuditEntryResolver } from './audit-entry/audit-entry.resolver.js';
import { CallResolver } from './call/call.resolver.js';
import { CallSubscription } from './call/call.subscription.js';
import { LinkCallsResolver } from './call/link-calls.resolver.js';
import { CallDataResolver } from './call-data/call-data.resolver.js';
import { RecordCallDataResolver } from './call-data/record-call-data.resolver.js';
import { ClientResolver } from './client/client.resolver.js';
import { callDirectly } from './direct.js';
import { ErasureResolver } from './erasure/erasure.resolver.js';
import { EventCursorResolver } from './event-cursor/event-cursor.resolver.js';
import { CallNoticesResolver } from './gateway-notice/call-notices.resolver.js';
import { HangupResolver } from './hangup/hangup.resolver.js';
import { HangupSubscription } from './hangup/hangup.subscription.js';
import { RecordHangupResolver } from './hangup/record-hangup.resolver.js';
import { CallGraphResolver } from './insight/call-graph.resolver.js';
import { InsightResolver } from './insight/insight.resolver.js';
import { NodeResolver } from './node/node.resolver.js';
import { RecordSessionAnalysisResolver } from './session-analysis/record-session-analysis.resolver.js';
import { SessionAnalysisResolver } from './session-analysis/session-analysis.resolver.js';
import { SessionAnalysisSubscription } from './session-analysis/session-analysis.subscription.js';
import { SourceEventResolver } from './source-event/source-event.resolver.js';
import { StateResolver } from './state-transition/state.resolver.js';
import { StateTransitionResolver } from './state-transition/state-transition.resolver.js';
import { RecordTransactionsResolver } from './transaction/record-transactions.resolver.js';
import { TransactionResolver } from './transaction/transaction.resolver.js';
import { TransactionSubscription } from './transaction/transaction.subscription.js';
import { WebhookSecretResolver } from './webhook-secret/webhook-secret.resolver.js';

/** type-graphql wants one, though every subscription here follows the event log and uses none. */
const NO_PUB_SUB = {
  publish(): never {
    throw new Error('Events go through the event log.');
  },
  subscribe(): never {
    throw new Error('Subscriptions follow the event log.');
  },
};

/** The schema as the decorators say, with resolvers that are called directly. */
export async function createSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      NodeResolver,
      ClientResolver,
      EventCursorResolver,
      CallResolver,
      TransactionResolver,
      HangupResolver,
      StateTransitionResolver,
      StateResolver,
      CallDataResolver,
      AgentSessionResolver,
      CallSessionsResolver,
      CallNoticesResolver,
      SessionAnalysisResolver,
      SourceEventResolver,
      InsightResolver,
      CallGraphResolver,
      RecordTransactionsResolver,
      RecordHangupResolver,
      RecordCallDataResolver,
      RecordSessionResolver,
      RecordSessionAnalysisResolver,
      LinkCallsResolver,
      ErasureResolver,
      ApiKeyResolver,
      WebhookSecretResolver,
      AuditEntryResolver,
      HangupSubscription,
      TransactionSubscription,
      CallSubscription,
      SessionAnalysisSubscription,
    ],
    validate: false,
    // Apollo Server validates the schema when it starts; asking for the whole of it once more takes longer than that.
    skipCheck: true,
    pubSub: NO_PUB_SUB,
  });
  callDirectly(schema);
  return schema;
}

/** The schema as text, sorted, so that it differs only where the schema does. */
export function printSorted(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
