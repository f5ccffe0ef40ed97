import { Ctx, Query, Resolver } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { type GraphqlContext, requireScope } from '../context.js';

/** Where a page that reads first and follows then begins to follow. */
@Resolver()
export class EventCursorResolver {
  @Query(() => String, {
    description:
      'The cursor of the newest event. Ask for it before a list is read, and subscribe with it as `after`: ' +
      'what is recorded meanwhile is delivered, so that nothing falls between the list and the subscription.',
  })
  eventCursor(@Ctx() context: GraphqlContext): Promise<string> {
    requireScope(context, Scope.READ);
    return context.feed.end(context.identity.client.id);
  }
}
