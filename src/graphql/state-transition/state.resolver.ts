import { FieldResolver, Resolver, Root } from 'type-graphql';
import { releaseOfState, type State } from '../../domain/state-transition.js';
import { StateType } from './state-transition.type.js';

/** What a state's key tells. */
@Resolver(() => StateType)
export class StateResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The release that it is part of; null where the source names none.',
  })
  releaseId(@Root() state: State): string | null {
    return releaseOfState(state.key);
  }
}
