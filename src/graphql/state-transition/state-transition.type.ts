import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Handling, type State, type StateTransition } from '../../domain/state-transition.js';
import { connectionType } from '../page/page.type.js';

registerEnumType(Handling, {
  name: 'Handling',
  description: 'Whose intents handled a turn.',
  valuesConfig: {
    LOCALLY: { description: "The current state's." },
    GLOBALLY: { description: 'The global ones.' },
    UNKNOWN: { description: 'The source did not say.' },
  },
});

/** A place in the dialogue. */
@ObjectType('State', {
  description: 'A place in the dialogue. Ids repeat between releases; names are labels that change.',
})
export class StateType implements State {
  @Field(() => ID, { simple: true, description: 'Release, dialogue and id together: the same place, and no other.' })
  readonly key!: string;

  @Field(() => String, { simple: true, description: "The source's own id." })
  readonly stateId!: string;

  @Field(() => String, { nullable: true, simple: true, description: 'The label that designers gave it.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The dialogue that it is part of.' })
  readonly dialogName!: string | null;
}

/** The move that one turn made; its transaction is in the resolver. */
@ObjectType('StateTransition', { description: 'The move that one turn made in the dialogue.' })
export class StateTransitionType implements Omit<StateTransition, 'transaction'> {
  @Field(() => StateType, { nullable: true, simple: true, description: 'Where the turn began.' })
  readonly from!: StateType | null;

  @Field(() => StateType, { nullable: true, simple: true, description: 'Which state handled it; null where none did.' })
  readonly handledBy!: StateType | null;

  @Field(() => StateType, { nullable: true, simple: true, description: 'Where it led; null where it ended the call.' })
  readonly to!: StateType | null;

  @Field(() => Handling, { simple: true, description: 'Whose intents handled it.' })
  readonly handled!: Handling;

  @Field(() => Boolean, { simple: true, description: 'False where only an else branch took the turn.' })
  readonly explicitlyHandled!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether the turn ended the talk.' })
  readonly terminal!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether it led back to where it began.' })
  readonly selfLoop!: boolean;
}

/** A page of state transitions. */
export const StateTransitionConnectionType = connectionType(
  'StateTransition',
  StateTransitionType,
  'state transitions',
);
