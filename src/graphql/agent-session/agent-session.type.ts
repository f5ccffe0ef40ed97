import { Field, ID, ObjectType } from 'type-graphql';
import { type AgentSession, type AgentVersion, SessionLifecycle } from '../../domain/agent-session.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { NodeType } from '../node/node.type.js';
import { connectionType } from '../page/page.type.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';
import './agent-session.enum.js';

/** Which version of the agent held a session. */
@ObjectType('AgentVersion', { description: 'The version of the agent that held a session.' })
export class AgentVersionType implements AgentVersion {
  @Field(() => String, { simple: true, description: "The version's own id." })
  readonly versionId!: string;

  @Field(() => String, { nullable: true, simple: true, description: "The agent's id, which its versions share." })
  readonly agentId!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What the agent is called.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What the agent is there for.' })
  readonly description!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The id of its language model.' })
  readonly llmId!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: "Who made the version, by the source's own id." })
  readonly createdById!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The id of the organization that runs it.' })
  readonly organizationId!: string | null;

  @Field(() => JsonScalar, { nullable: true, simple: true, description: 'How it was set, as the source tells it.' })
  readonly settings!: JsonText | null;
}

/** One session of an agent; what belongs to it is in the resolver. */
@ObjectType('AgentSession', {
  implements: NodeType,
  description: 'One session of an agent, on a call or in a thread of messages.',
})
export class AgentSessionType implements Omit<AgentSession, 'callRef'> {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => String, { simple: true, description: "The source's own id." })
  readonly sessionId!: string;

  @Field(() => String, { nullable: true, simple: true, description: 'The thread, which can hold many sessions.' })
  readonly conversationId!: string | null;

  @Field(() => SessionLifecycle, { simple: true, description: 'How far it has come.' })
  readonly lifecycle!: SessionLifecycle;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it began.' })
  readonly startedAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it ended.' })
  readonly endedAt!: Instant | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it ended, in the words of the source.' })
  readonly endedReason!: string | null;

  @Field(() => AgentVersionType, { nullable: true, simple: true, description: 'Which version of the agent held it.' })
  readonly agentVersion!: AgentVersionType | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What was said, as one text.' })
  readonly transcript!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The same, translated.' })
  readonly translatedTranscript!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The language spoken, as the source names it.' })
  readonly language!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The language into which it was translated.' })
  readonly translationLanguage!: string | null;
}

/** A page of sessions. */
export const AgentSessionConnectionType = connectionType('AgentSession', AgentSessionType, "agents' sessions");
