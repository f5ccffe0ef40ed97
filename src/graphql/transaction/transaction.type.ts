import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { IntentMatch } from '../../domain/intent.js';
import type { Instant, JsonText } from '../../domain/source.js';
import type { StateTransition } from '../../domain/state-transition.js';
import { type Occurrences, type Transaction, TransactionKind } from '../../domain/transaction.js';
import type { Variable } from '../../domain/variable.js';
import { NodeType } from '../node/node.type.js';
import { connectionType } from '../page/page.type.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';
import { StateTransitionType } from '../state-transition/state-transition.type.js';

registerEnumType(TransactionKind, {
  name: 'TransactionKind',
  description: 'What a transaction is.',
  valuesConfig: {
    TURN: { description: 'A turn of the person.' },
    LAUNCH: { description: 'The start of the conversation.' },
    HANGUP: { description: 'The end of the call; no turn and no visit.' },
    OTHER: { description: 'Anything else that the bot recorded.' },
  },
});

/** A recognised goal. */
@ObjectType('IntentMatch', { description: 'A recognised goal. Its name is its identity within a release.' })
export class IntentMatchType implements IntentMatch {
  @Field(() => String, { simple: true, description: "The intent's name." })
  readonly name!: string;

  @Field(() => Float, { nullable: true, simple: true, description: 'How sure the recogniser was: 0 to 1.' })
  readonly confidence!: number | null;

  @Field(() => String, { nullable: true, simple: true, description: "The source's own id with every digit." })
  readonly sourceId!: string | null;
}

/** A value that the bot kept. */
@ObjectType('Variable', { description: 'A value that the bot kept.' })
export class VariableType implements Variable {
  @Field(() => String, { simple: true, description: 'The id, which never changes.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, simple: true, description: 'The name, which designers may change.' })
  readonly name!: string | null;

  @Field(() => JsonScalar, { nullable: true, simple: true, description: 'The value.' })
  readonly value!: JsonText | null;
}

/** How often something went wrong in a turn. */
@ObjectType('Occurrences', { description: 'How often something went wrong in a turn, and where.' })
export class OccurrencesType implements Occurrences {
  @Field(() => Int, { simple: true, description: 'How often.' })
  readonly occurrences!: number;

  @Field(() => [JsonScalar], { simple: true, description: 'In which steps of the dialogue, as the source tells it.' })
  readonly affectedSteps!: JsonText[];
}

/** One turn; what is linked to it or seldom read is in the resolver. */
@ObjectType('Transaction', {
  implements: NodeType,
  description: 'One turn: what the person said, what the bot made of it, what it answered.',
})
export class TransactionType implements Omit<Transaction, 'callRef'> {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => String, { simple: true, description: "The source's own id." })
  readonly transactionId!: string;

  @Field(() => Int, { simple: true, description: '1-based place within the call.' })
  readonly sequence!: number;

  @Field(() => TransactionKind, { simple: true, description: 'What it is.' })
  readonly kind!: TransactionKind;

  @Field(() => DateTimeScalar, { simple: true, description: 'When the bot was asked.' })
  readonly requestTimestamp!: Instant;

  @Field(() => Int, { nullable: true, simple: true, description: 'How long the bot took, in milliseconds.' })
  readonly responseTimeMs!: number | null;

  @Field(() => String, { nullable: true, simple: true, description: 'As the source says: phoneV2, textchatV2, sms, …' })
  readonly platform!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The language spoken, as the source names it.' })
  readonly language!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The release of the bot.' })
  readonly releaseId!: string | null;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: "The source's id of this person and release; not per call.",
  })
  readonly userContextId!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What the person said or typed.' })
  readonly text!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: "The bot's answer as sent, SSML included." })
  readonly prompt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: "The bot's answer as plain text." })
  readonly promptText!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What the bot says when nothing is heard.' })
  readonly reprompt!: string | null;

  @Field(() => Boolean, { nullable: true, simple: true, description: 'Whether the bot ended the talk with it.' })
  readonly endTalk!: boolean | null;

  @Field(() => Boolean, { nullable: true, simple: true, description: 'Whether the bot went on listening.' })
  readonly continueListening!: boolean | null;

  @Field(() => IntentMatchType, { nullable: true, simple: true, description: 'The intent that the dialogue acted on.' })
  readonly intent!: IntentMatchType | null;

  @Field(() => [IntentMatchType], { simple: true, description: 'What the recogniser proposed, best first.' })
  readonly intentRanking!: IntentMatchType[];

  @Field(() => StateTransitionType, {
    nullable: true,
    simple: true,
    description: 'The move that it made in the dialogue.',
  })
  readonly transition!: StateTransition | null;
}

/** A page of transactions. */
export const TransactionConnectionType = connectionType('Transaction', TransactionType, 'transactions');

/** What a subscriber is sent. */
@ObjectType('TransactionRecorded', {
  description: 'A transaction that was recorded, with the cursor that continues after it.',
})
export class TransactionRecordedType {
  @Field(() => String, { simple: true, description: 'Subscribe with `after` this cursor to miss nothing.' })
  readonly cursor!: string;

  @Field(() => TransactionType, { simple: true, description: 'The transaction.' })
  readonly transaction!: TransactionType;
}
