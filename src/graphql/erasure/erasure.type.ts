import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { ErasureCounts } from '../../domain/erasure.js';
import { CallType } from '../call/call.type.js';

/** Whom to erase. */
@InputType('EraseCallerInput', { description: 'Whom to erase.' })
export class EraseCallerInput {
  @Field(() => String, { description: "Any form of the number, or a chat user's id; 3 to 256 characters." })
  readonly caller!: string;

  @Field(() => String, {
    nullable: true,
    description: "`+41`, `41` or `CH`, for local numbers; the client's own country unless given.",
  })
  readonly countryCode?: string | null;

  @Field(() => Boolean, { defaultValue: false, nullable: true, description: 'Only counts what would be erased.' })
  readonly dryRun?: boolean | null;
}

/** What was erased. */
@ObjectType('EraseCallerPayload', { description: 'What was erased of a person, or would be with `dryRun`.' })
export class EraseCallerPayload implements ErasureCounts {
  @Field(() => Int, { simple: true, description: 'Calls that nobody can tell any more whose they were.' })
  readonly calls!: number;

  @Field(() => Int, { simple: true, description: 'Transactions without what was said and meant in them.' })
  readonly transactions!: number;

  @Field(() => Int, { simple: true, description: 'End signals without free texts and headers.' })
  readonly hangups!: number;

  @Field(() => Int, { simple: true, description: "Agents' sessions without transcripts and summaries." })
  readonly sessions!: number;

  @Field(() => Int, { simple: true, description: 'Messages without texts, sender and recipient.' })
  readonly messages!: number;

  @Field(() => Int, { simple: true, description: 'CallData records without content and fields.' })
  readonly callDataRecords!: number;

  @Field(() => Int, {
    simple: true,
    description: 'Deliveries of which only the hash is left, those in quarantine included.',
  })
  readonly rawPayloads!: number;

  @Field(() => Int, {
    simple: true,
    description: 'Calls of the person that stay as they are, since a legal hold keeps them.',
  })
  readonly heldCalls!: number;

  @Field(() => Boolean, { simple: true, description: 'Whether it was only counted.' })
  readonly dryRun!: boolean;
}

/** Which call is held, or no more. */
@InputType('SetLegalHoldInput', { description: 'Which call a legal hold keeps, or keeps no more.' })
export class SetLegalHoldInput {
  @Field(() => String, { description: 'Any identifier of the call.' })
  readonly callId!: string;

  @Field(() => Boolean, { description: 'True keeps it from erasure and retention; false lets it go again.' })
  readonly hold!: boolean;
}

/** The call as it stands now. */
@ObjectType('SetLegalHoldPayload', { description: 'The call whose hold was set or lifted.' })
export class SetLegalHoldPayload {
  @Field(() => CallType, { simple: true, description: 'The call.' })
  readonly call!: CallType;
}
