import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { LoggedSubject } from '../../domain/event-log.js';
import type { HangupFilter } from '../../domain/filter.js';
import type { HangupEvent } from '../../domain/hangup.js';
import type { FeedEvent } from '../../domain/ports.js';
import { createContext, type GraphqlContext, requireScope } from '../context.js';
import { mapEvents } from '../map-events.js';
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

function follow({ filter, after }: HangupRecordedArgs, context: GraphqlContext): AsyncIterable<HangupRecorded> {
  requireScope(context, Scope.READ);
  const { client } = context.identity;
  const wanted = primaryUnlessSaid(filter);
  const events = context.feed.follow(client.id, [LoggedSubject.HANGUP], after ?? null);
  return mapEvents(events, async ({ cursor, event }: FeedEvent) => {
    const matching = await context.reader.matchingHangups(client, [event.subjectRef], wanted);
    if (!matching.has(event.subjectRef)) return null;
    const { loaders } = createContext(context, context.limits, context.identity);
    const hangup = await loaders.hangup.load(event.subjectRef);
    return hangup && { cursor, hangup };
  });
}
