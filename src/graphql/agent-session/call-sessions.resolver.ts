import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgentSession } from '../../domain/agent-session.js';
import type { Call } from '../../domain/call.js';
import type { Message } from '../../domain/message.js';
import type { PageArguments } from '../../domain/page.js';
import type { SessionAnalysis } from '../../domain/session-analysis.js';
import { CallType } from '../call/call.type.js';
import type { GraphqlContext } from '../context.js';
import { MessageConnectionType } from '../message/message.type.js';
import { messagesOf } from '../message/messages-of.js';
import { PageArgs } from '../page/page.type.js';
import type { PageView } from '../page/page-view.js';
import { SessionAnalysisType } from '../session-analysis/session-analysis.type.js';
import { AgentSessionType } from './agent-session.type.js';

/** What agents' sessions leave at a call. */
@Resolver(() => CallType)
export class CallSessionsResolver {
  @FieldResolver(() => [AgentSessionType], { description: "Agents' sessions on it, in the order in which they began." })
  async sessions(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<AgentSession[]> {
    loaders.call.prime(call.id, call);
    return (await loaders.sessionsByCall.load(call.id)) ?? [];
  }

  @FieldResolver(() => SessionAnalysisType, {
    nullable: true,
    description: 'The current analysis: that of its latest session that has one.',
  })
  analysis(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<SessionAnalysis | null> {
    return loaders.analysisByCall.load(call.id);
  }

  @FieldResolver(() => MessageConnectionType, { description: 'Messages of all its sessions, the oldest first.' })
  messages(
    @Root() call: Call,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<PageView<Message>> {
    return messagesOf(loaders, 'call', call.id, page);
  }
}
