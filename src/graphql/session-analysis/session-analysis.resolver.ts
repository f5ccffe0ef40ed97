import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { AgentSession } from '../../domain/agent-session.js';
import { Scope } from '../../domain/api-key.js';
import type { SessionFilter } from '../../domain/filter.js';
import { type PageArguments, pageRequest } from '../../domain/page.js';
import type { SessionAnalysis } from '../../domain/session-analysis.js';
import { SessionFilterInput } from '../agent-session/agent-session.input.js';
import { AgentSessionType } from '../agent-session/agent-session.type.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { PageArgs } from '../page/page.type.js';
import { connect, type PageView } from '../page/page-view.js';
import { SessionAnalysisConnectionType, SessionAnalysisType } from './session-analysis.type.js';

/** Analyses and the sessions they are about. */
@Resolver(() => SessionAnalysisType)
export class SessionAnalysisResolver {
  @Query(() => SessionAnalysisConnectionType, { description: "Sessions' current analyses, the newest first." })
  async sessionAnalyses(
    @Args(() => PageArgs) page: PageArguments,
    @Arg('filter', () => SessionFilterInput, { nullable: true, description: 'Of which sessions; all unless given.' })
    filter: SessionFilter | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<PageView<SessionAnalysis>> {
    requireScope(context, Scope.READ);
    const request = pageRequest(page, 'sessionAnalyses');
    return connect(await context.reader.analyses(context.identity.client, request, filter ?? {}));
  }

  @FieldResolver(() => AgentSessionType, { description: 'The session that it is about.' })
  session(@Root() analysis: SessionAnalysis, @Ctx() { loaders }: GraphqlContext): Promise<AgentSession | null> {
    return loaders.session.load(analysis.sessionRef);
  }
}
