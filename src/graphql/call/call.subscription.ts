import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { Call } from '../../domain/call.js';
import { CallChange, LoggedSubject } from '../../domain/event-log.js';
import type { CallFilter } from '../../domain/filter.js';
import { checkCallFilter } from '../../domain/filter-checks.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { LiveSource, rowsWithin, selectRecords } from '../live/live-source.js';
import { CallFilterInput } from './call.input.js';
import { CallChangedType } from './call.type.js';

interface CallChangedArgs {
  readonly filter?: CallFilter | null;
  readonly after?: string | null;
}

interface CallChanged {
  readonly cursor: string;
  readonly call: Call;
  readonly change: CallChange;
}

/** Calls as they change. */
@Resolver()
export class CallSubscription {
  @Subscription(() => CallChangedType, {
    description:
      'Calls as they begin, go on, end and become one; each as it stands when it is sent. With `after` first all that came later than that cursor, then live ones: nothing is missed or sent twice.',
    subscribe: ({ args, context }) => follow(args as CallChangedArgs, context as GraphqlContext),
  })
  callChanged(
    @Root() event: CallChanged,
    @Arg('filter', () => CallFilterInput, { nullable: true, description: 'Which calls; all unless given.' })
    _filter: CallFilter | null | undefined,
    @Arg('after', () => String, { nullable: true, description: 'The cursor of the last event that was seen.' })
    _after: string | null | undefined,
  ): CallChanged {
    return event;
  }
}

function follow({ filter, after }: CallChangedArgs, context: GraphqlContext): LiveSource {
  requireScope(context, Scope.READ);
  checkCallFilter(filter);
  const selection = selectRecords<Call>({
    subject: LoggedSubject.CALL,
    load: (ref, { loaders }) => loaders.call.load(ref),
    async matching(rows, { reader, identity }) {
      const ids = [...new Set(rows.map(({ id }) => id))];
      return rowsWithin(rows, await reader.matchingCalls(identity.client, ids, filter ?? {}));
    },
    root: (call, { cursor, event }): CallChanged => ({ cursor, call, change: event.change ?? CallChange.UPDATED }),
  });
  return new LiveSource(selection, after ?? null);
}
