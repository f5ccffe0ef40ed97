import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { AgentSession } from '../../domain/agent-session.js';
import { Scope } from '../../domain/api-key.js';
import type { Call } from '../../domain/call.js';
import type { SessionFilter } from '../../domain/filter.js';
import type { Message } from '../../domain/message.js';
import { type PageArguments, pageRequest } from '../../domain/page.js';
import type { SessionAnalysis } from '../../domain/session-analysis.js';
import { CallType } from '../call/call.type.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { MessageConnectionType } from '../message/message.type.js';
import { messagesOf } from '../message/messages-of.js';
import { PageArgs } from '../page/page.type.js';
import { connect, type PageView } from '../page/page-view.js';
import { SessionAnalysisType } from '../session-analysis/session-analysis.type.js';
import { SessionFilterInput } from './agent-session.input.js';
import { AgentSessionConnectionType, AgentSessionType } from './agent-session.type.js';

/** Agents' sessions, their calls, messages and analyses. */
@Resolver(() => AgentSessionType)
export class AgentSessionResolver {
  @Query(() => AgentSessionType, { nullable: true, description: "One agent's session, by the source's own id." })
  session(
    @Arg('sessionId', () => String, { description: "The source's own id." }) sessionId: string,
    @Ctx() context: GraphqlContext,
  ): Promise<AgentSession | null> {
    requireScope(context, Scope.READ);
    return context.reader.sessionById(context.identity.client.id, sessionId);
  }

  @Query(() => AgentSessionConnectionType, { description: "Agents' sessions, the latest first." })
  async sessions(
    @Args(() => PageArgs) page: PageArguments,
    @Arg('filter', () => SessionFilterInput, { nullable: true, description: 'Which ones; all unless given.' })
    filter: SessionFilter | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<PageView<AgentSession>> {
    requireScope(context, Scope.READ);
    const request = pageRequest(page, 'sessions');
    return connect(await context.reader.sessions(context.identity.client, request, filter ?? {}));
  }

  @FieldResolver(() => CallType, { description: 'The call that it belongs to.' })
  call(@Root() session: AgentSession, @Ctx() { loaders }: GraphqlContext): Promise<Call | null> {
    return loaders.call.load(session.callRef);
  }

  @FieldResolver(() => MessageConnectionType, { description: 'Its messages, the oldest first.' })
  messages(
    @Root() session: AgentSession,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<PageView<Message>> {
    return messagesOf(loaders, 'session', session.id, page);
  }

  @FieldResolver(() => SessionAnalysisType, { nullable: true, description: 'What its latest analysis made of it.' })
  analysis(@Root() session: AgentSession, @Ctx() { loaders }: GraphqlContext): Promise<SessionAnalysis | null> {
    loaders.session.prime(session.id, session);
    return loaders.analysisBySession.load(session.id);
  }
}
