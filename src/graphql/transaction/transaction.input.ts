import { Field, Float, InputType, Int } from 'type-graphql';
import type { TransactionFilter } from '../../domain/filter.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { Handling } from '../../domain/state-transition.js';
import { TransactionKind } from '../../domain/transaction.js';
import { CallFilterInput, DateTimeRangeInput } from '../call/call.input.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';
import '../state-transition/state-transition.type.js';

/** Which transactions. */
@InputType('TransactionFilter', { description: 'Which transactions: every given field must hold.' })
export class TransactionFilterInput implements TransactionFilter {
  @Field(() => CallFilterInput, { nullable: true, description: 'Of these calls.' })
  readonly call?: CallFilterInput | null;

  @Field(() => [TransactionKind], { nullable: true, description: 'Of one of these kinds.' })
  readonly kind?: TransactionKind[] | null;

  @Field(() => [String], { nullable: true, description: 'The dialogue acted on one of these intents.' })
  readonly intent?: string[] | null;

  @Field(() => Float, { nullable: true, description: 'The recogniser was at most so sure: 0 to 1.' })
  readonly maximumConfidence?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Handled on purpose, or by an else branch alone.' })
  readonly explicitlyHandled?: boolean | null;

  @Field(() => DateTimeRangeInput, { nullable: true, description: 'Asked in this span.' })
  readonly requestTimestamp?: DateTimeRangeInput | null;
}

/** A place in the dialogue, as it is recorded. */
@InputType('StateInput', { description: 'A place in the dialogue.' })
export class StateInput {
  @Field(() => String, { description: "The bot's own id of the state." })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The label that designers gave it.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'The dialogue that it is part of.' })
  readonly dialogName?: string | null;
}

/** A recognised goal, as it is recorded. */
@InputType('IntentMatchInput', { description: 'A recognised goal.' })
export class IntentMatchInput {
  @Field(() => String, { description: "The intent's name." })
  readonly name!: string;

  @Field(() => Float, { nullable: true, description: 'How sure the recogniser was: 0 to 1.' })
  readonly confidence?: number | null;

  @Field(() => String, { nullable: true, description: "The recogniser's own id, as text, so that no digit is lost." })
  readonly sourceId?: string | null;
}

/** A value that the bot kept, as it is recorded. */
@InputType('VariableInput', { description: 'A value that the bot kept.' })
export class VariableInput {
  @Field(() => String, { description: 'The id, which never changes.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The name, which designers may change.' })
  readonly name?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'The value.' })
  readonly value?: JsonText | null;
}

/** One turn, as it is recorded. */
@InputType('TransactionInput', { description: 'One turn to be recorded; what is left out is "not said".' })
export class TransactionInput {
  @Field(() => String, { description: 'What makes it the same turn when it comes again: 1 to 256 characters.' })
  readonly transactionId!: string;

  @Field(() => String, { description: 'Which call it is part of: 1 to 256 characters.' })
  readonly callId!: string;

  @Field(() => DateTimeScalar, { description: 'When the bot was asked.' })
  readonly requestTimestamp!: Instant;

  @Field(() => Int, { nullable: true, description: 'How long the bot took, in milliseconds; not negative.' })
  readonly responseTimeMs?: number | null;

  @Field(() => String, { nullable: true, description: "The caller's number or user id." })
  readonly callerId?: string | null;

  @Field(() => TransactionKind, { nullable: true, defaultValue: TransactionKind.TURN, description: 'What it is.' })
  readonly kind?: TransactionKind | null;

  @Field(() => String, { nullable: true, description: 'The platform: phoneV2, textchatV2, sms, …' })
  readonly platform?: string | null;

  @Field(() => String, { nullable: true, description: 'The language spoken.' })
  readonly language?: string | null;

  @Field(() => String, { nullable: true, description: 'The release of the bot.' })
  readonly releaseId?: string | null;

  @Field(() => String, { nullable: true, description: "The bot's id of this person and release." })
  readonly userContextId?: string | null;

  @Field(() => String, { nullable: true, description: 'What the person said or typed.' })
  readonly text?: string | null;

  @Field(() => String, { nullable: true, description: "The bot's answer as sent, SSML included." })
  readonly prompt?: string | null;

  @Field(() => String, { nullable: true, description: 'What the bot says when nothing is heard.' })
  readonly reprompt?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the bot ended the talk with it.' })
  readonly endTalk?: boolean | null;

  @Field(() => IntentMatchInput, { nullable: true, description: 'The intent that the dialogue acted on.' })
  readonly intent?: IntentMatchInput | null;

  @Field(() => [IntentMatchInput], { nullable: true, description: 'What the recogniser proposed, best first.' })
  readonly intentRanking?: IntentMatchInput[] | null;

  @Field(() => StateInput, { nullable: true, description: 'Where the turn began.' })
  readonly from?: StateInput | null;

  @Field(() => StateInput, { nullable: true, description: 'Which state handled it.' })
  readonly handledBy?: StateInput | null;

  @Field(() => StateInput, { nullable: true, description: 'Where it led.' })
  readonly to?: StateInput | null;

  @Field(() => Handling, { nullable: true, description: 'Whose intents handled it.' })
  readonly handled?: Handling | null;

  @Field(() => Boolean, { nullable: true, description: 'False where only an else branch took the turn.' })
  readonly explicitlyHandled?: boolean | null;

  @Field(() => JsonScalar, { nullable: true, description: 'The slots that were filled.' })
  readonly slots?: JsonText | null;

  @Field(() => [VariableInput], { nullable: true, description: "The bot's variables after it." })
  readonly variables?: VariableInput[] | null;

  @Field(() => Int, { nullable: true, description: 'How many errors it had; not negative.' })
  readonly errorCount?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many warnings it had; not negative.' })
  readonly warningCount?: number | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What the bot was asked, raw.' })
  readonly request?: JsonText | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What the bot answered, raw.' })
  readonly response?: JsonText | null;
}

/** A batch of turns. */
@InputType('RecordTransactionsInput', { description: 'A batch of turns; each item stands or is rejected on its own.' })
export class RecordTransactionsInput {
  @Field(() => [TransactionInput], { description: '1 to 1,000 items.' })
  readonly transactions!: TransactionInput[];
}
