import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { ConversationGraph, IntentCount, StateEdge, StateNode } from '../../domain/insight.js';
import { StateType } from '../state-transition/state-transition.type.js';

/** What graphs are taken to hold where the cost of an operation is estimated. */
const USUAL_SIZE = 30;

/** How often an intent made a move. */
@ObjectType('IntentCount', { description: 'How often an intent made a move.' })
export class IntentCountType implements IntentCount {
  @Field(() => String, { simple: true, description: "The intent's name." })
  readonly name!: string;

  @Field(() => Int, { simple: true, description: 'Turns with this intent among the moves.' })
  readonly count!: number;
}

/** A state as calls came through it. */
@ObjectType('StateNode', {
  description: 'A state as calls came through it. States are one by their `key`, under the name that was seen last.',
})
export class StateNodeType implements StateNode {
  @Field(() => StateType, { nullable: true, simple: true, description: 'The state; null for END, where calls end.' })
  readonly state!: StateType | null;

  @Field(() => Int, {
    simple: true,
    description:
      'Calls that began here, and moves into it, self-loops too, and turns that began here though the turn before led elsewhere. A hang-up is no visit. For END, calls that reached it.',
  })
  readonly visits!: number;

  @Field(() => Int, { simple: true, description: 'Distinct calls that visited it.' })
  readonly calls!: number;

  @Field(() => Int, { simple: true, description: 'Calls whose first turn began here.' })
  readonly entries!: number;

  @Field(() => Int, { simple: true, description: 'Calls whose move to END leaves from here.' })
  readonly exits!: number;

  @Field(() => Int, {
    simple: true,
    description: 'Calls that the caller hung up here: initiator CALLER, in this state.',
  })
  readonly hangupsByCaller!: number;

  @Field(() => Int, {
    simple: true,
    description: 'Turns of kind TURN that began here and were not explicitly handled.',
  })
  readonly fallbacks!: number;
}

/** Moves from one state to another. */
@ObjectType('StateEdge', {
  description:
    'Moves from one state to another. A turn, that is every transaction but a hang-up that has an initial state, leads from there to its next state, and one that ended the talk to END. Where no turn of a call ended the talk, the hang-up that ended the call leads from its state to END.',
})
export class StateEdgeType implements StateEdge {
  @Field(() => StateType, { nullable: true, simple: true, description: 'Where the moves begin.' })
  readonly from!: StateType;

  @Field(() => StateType, { nullable: true, simple: true, description: 'Where they lead; null for END.' })
  readonly to!: StateType | null;

  @Field(() => Int, { simple: true, description: 'Moves.' })
  readonly count!: number;

  @Field(() => Int, { simple: true, description: 'Distinct calls that moved so.' })
  readonly calls!: number;

  @Field(() => Float, {
    nullable: true,
    simple: true,
    description:
      "The median of the turns' response times, the mean of the two in the middle where they are even in number; null where no turn has one.",
  })
  readonly medianResponseTimeMs!: number | null;

  @Field(() => [IntentCountType], { simple: true, description: 'What moved them, the most frequent first.' })
  readonly intents!: IntentCountType[];
}

/** States as nodes and moves as edges. */
@ObjectType('ConversationGraph', { description: 'States as nodes and moves as edges, counted over calls.' })
export class ConversationGraphType implements ConversationGraph {
  @Field(() => Int, { simple: true, description: 'Calls that were counted.' })
  readonly callCount!: number;

  @Field(() => Int, { simple: true, description: "The sum of the edges' counts." })
  readonly transitionCount!: number;

  @Extensions({ size: USUAL_SIZE })
  @Field(() => [StateNodeType], { simple: true, description: 'The states, the most visited first.' })
  readonly nodes!: StateNodeType[];

  @Extensions({ size: USUAL_SIZE })
  @Field(() => [StateEdgeType], { simple: true, description: 'The moves, the most frequent first.' })
  readonly edges!: StateEdgeType[];
}
