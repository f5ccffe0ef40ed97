import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { LoggedSubject } from '../../domain/event-log.js';
import type { SessionFilter } from '../../domain/filter.js';
import { checkSessionFilter } from '../../domain/filter-checks.js';
import type { SessionAnalysis } from '../../domain/session-analysis.js';
import { SessionFilterInput } from '../agent-session/agent-session.input.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { LiveSource, rowsWithin, selectRecords } from '../live/live-source.js';
import { SessionAnalyzedType } from './session-analysis.type.js';

interface SessionAnalyzedArgs {
  readonly filter?: SessionFilter | null;
  readonly after?: string | null;
}

interface SessionAnalyzed {
  readonly cursor: string;
  readonly analysis: SessionAnalysis;
}

/** Analyses as they are recorded. */
@Resolver()
export class SessionAnalysisSubscription {
  @Subscription(() => SessionAnalyzedType, {
    description:
      'Analyses as they are recorded. With `after` first all that came later than that cursor, then live ones: nothing is missed or sent twice.',
    subscribe: ({ args, context }) => follow(args as SessionAnalyzedArgs, context as GraphqlContext),
  })
  sessionAnalyzed(
    @Root() event: SessionAnalyzed,
    @Arg('filter', () => SessionFilterInput, {
      nullable: true,
      description: 'Of which sessions; what it says of an analysis is asked of this one. All unless given.',
    })
    _filter: SessionFilter | null | undefined,
    @Arg('after', () => String, { nullable: true, description: 'The cursor of the last event that was seen.' })
    _after: string | null | undefined,
  ): SessionAnalyzed {
    return event;
  }
}

function follow({ filter, after }: SessionAnalyzedArgs, context: GraphqlContext): LiveSource {
  requireScope(context, Scope.READ);
  checkSessionFilter(filter);
  const selection = selectRecords<SessionAnalysis>({
    subject: LoggedSubject.ANALYSIS,
    load: (ref, { loaders }) => loaders.analysis.load(ref),
    async matching(rows, { reader, identity }) {
      const ids = rows.map(({ id }) => id);
      return rowsWithin(rows, await reader.matchingAnalyses(identity.client, ids, filter ?? {}));
    },
    root: (analysis, { cursor }): SessionAnalyzed => ({ cursor, analysis }),
  });
  return new LiveSource(selection, after ?? null);
}
