import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { LoggedSubject } from '../../domain/event-log.js';
import type { HangupFilter } from '../../domain/filter.js';
import { checkHangupFilter } from '../../domain/filter-checks.js';
import type { HangupEvent } from '../../domain/hangup.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { LiveSource, rowsWithin, selectRecords } from '../live/live-source.js';
import { HangupFilterInput } from './hangup.input.js';
import { primaryUnlessSaid } from './hangup.resolver.js';
import { HangupRecordedType } from './hangup.type.js';

interface HangupRecordedArgs {
  readonly filter?: HangupFilter | null;
  readonly after?: string | null;
}

interface HangupRecorded {
  readonly cursor: string;
  readonly hangup: HangupEvent;
}

/** Hang-ups as they are recorded. */
@Resolver()
export class HangupSubscription {
  @Subscription(() => HangupRecordedType, {
    description:
      'Hang-ups as they are recorded. With `after` first all that came later than that cursor, then live ones: nothing is missed or sent twice.',
    subscribe: ({ args, context }) => follow(args as HangupRecordedArgs, context as GraphqlContext),
  })
  hangupRecorded(
    @Root() event: HangupRecorded,
    @Arg('filter', () => HangupFilterInput, {
      nullable: true,
      description: 'Which ones; the primary ones unless given.',
    })
    _filter: HangupFilter | null | undefined,
    @Arg('after', () => String, { nullable: true, description: 'The cursor of the last event that was seen.' })
    _after: string | null | undefined,
  ): HangupRecorded {
    return event;
  }
}

function follow({ filter, after }: HangupRecordedArgs, context: GraphqlContext): LiveSource {
  requireScope(context, Scope.READ);
  checkHangupFilter(filter);
  const wanted = primaryUnlessSaid(filter);
  const selection = selectRecords<HangupEvent>({
    subject: LoggedSubject.HANGUP,
    load: (ref, { loaders }) => loaders.hangup.load(ref),
    async matching(rows, { reader, identity }) {
      const ids = rows.map(({ id }) => id);
      return rowsWithin(rows, await reader.matchingHangups(identity.client, ids, wanted));
    },
    root: (hangup, { cursor }): HangupRecorded => ({ cursor, hangup }),
  });
  return new LiveSource(selection, after ?? null);
}
