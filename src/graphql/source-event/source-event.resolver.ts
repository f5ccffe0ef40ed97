import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { badInput } from '../../domain/errors.js';
import { scanValue } from '../../domain/json-scan.js';
import { pageRequest } from '../../domain/page.js';
import type { Replayed } from '../../domain/ports.js';
import { type JsonText, Source } from '../../domain/source.js';
import type { QuarantinedEvent } from '../../domain/source-event.js';
import { actorIn, type GraphqlContext, requireScope } from '../context.js';
import { refOf } from '../node/node.js';
import { connect, type PageView } from '../page/page-view.js';
import { JsonScalar } from '../scalars.js';
import { SourceEventConnectionType, SourceEventType } from './source-event.type.js';

const MOST_REPLAYED = 1_000;

/** What is nested deeper is shown as text: answers are written by what calls itself once a level. */
const DEEPEST_SHOWN = 256;

/** What a replay did. */
@ObjectType('ReplayPayload', { description: 'What a replay did, in deliveries.' })
export class ReplayPayload implements Replayed {
  @Field(() => Int, { simple: true, description: 'Understood now, recorded, and no longer in quarantine.' })
  readonly applied!: number;

  @Field(() => Int, { simple: true, description: 'Still not understood.' })
  readonly stillQuarantined!: number;
}

/** The quarantine, and the way out of it. */
@Resolver(() => SourceEventType)
export class SourceEventResolver {
  @Query(() => SourceEventConnectionType, {
    description:
      'Deliveries that could not be applied, kept whole, to be looked at and replayed; the newest first. Needs ADMIN.',
  })
  async quarantine(
    @Arg('first', () => Int, { nullable: true, description: 'How many: 1 to 200, 50 unless given.' })
    first: number | null | undefined,
    @Arg('after', () => String, { nullable: true, description: 'Only what follows this cursor.' })
    after: string | null | undefined,
    @Arg('source', () => Source, { nullable: true, description: 'Only what came from it.' })
    source: Source | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<PageView<QuarantinedEvent>> {
    requireScope(context, Scope.ADMIN);
    const request = pageRequest({ first, after }, 'quarantine');
    return connect(await context.reader.quarantine(context.identity.client.id, request, source ?? null));
  }

  @Mutation(() => ReplayPayload, {
    description:
      'Reads quarantined deliveries again; what is understood now is recorded and leaves the quarantine. Ids of anything else do not count. Needs ADMIN.',
  })
  async replayQuarantined(
    @Arg('ids', () => [ID], { description: 'Ids of deliveries in quarantine; at most 1,000.' }) ids: string[],
    @Ctx() context: GraphqlContext,
  ): Promise<Replayed> {
    requireScope(context, Scope.ADMIN);
    if (ids.length > MOST_REPLAYED) throw badInput(`At most ${MOST_REPLAYED} ids are allowed.`, 'ids');
    const refs = new Set(ids.map((id) => refOf(id, 'SourceEvent')).filter((ref) => ref !== null));
    if (refs.size === 0) return { applied: 0, stillQuarantined: 0 };
    const replayed = await context.replay.replay(context.identity.client, [...refs], actorIn(context));
    context.loaders.forget();
    return replayed;
  }

  @FieldResolver(() => JsonScalar, {
    description: 'What was sent; as a string where it is no JSON, or JSON that is nested too deeply to be shown.',
  })
  body(@Root() { body }: QuarantinedEvent): JsonText {
    return scanValue(body).depth > DEEPEST_SHOWN ? JSON.stringify(body) : body;
  }
}
