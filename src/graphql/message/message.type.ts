import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { type Message, MessageDirection } from '../../domain/message.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { NodeType } from '../node/node.type.js';
import { connectionType } from '../page/page.type.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';

registerEnumType(MessageDirection, {
  name: 'MessageDirection',
  description: 'Which way a message went.',
  valuesConfig: {
    INBOUND: { description: 'From the person.' },
    OUTBOUND: { description: 'To the person.' },
  },
});

/** One message of a session. */
@ObjectType('Message', { implements: NodeType, description: 'One message of a session, an SMS for instance.' })
export class MessageType implements Omit<Message, 'sessionRef' | 'callRef'> {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => String, { simple: true, description: "The source's own id." })
  readonly messageId!: string;

  @Field(() => MessageDirection, { simple: true, description: 'Which way it went.' })
  readonly direction!: MessageDirection;

  @Field(() => String, { nullable: true, simple: true, description: 'Its text.' })
  readonly body!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Its text, translated.' })
  readonly translatedBody!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'How it was written: manual, ai, …' })
  readonly mode!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'By what means it went: sms, …' })
  readonly type!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: "The sender's number or address." })
  readonly from!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: "The recipient's number or address." })
  readonly to!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What became of it, in the words of the source.' })
  readonly deliveryStatus!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The language of its text.' })
  readonly language!: string | null;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was written.' })
  readonly createdAt!: Instant;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it last changed.' })
  readonly updatedAt!: Instant | null;

  @Field(() => JsonScalar, { nullable: true, simple: true, description: 'The message as the source sent it.' })
  readonly raw!: JsonText | null;
}

/** A page of messages. */
export const MessageConnectionType = connectionType('Message', MessageType, 'messages');
