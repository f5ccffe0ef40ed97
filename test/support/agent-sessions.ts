import fc from 'fast-check';
import { type Payload, payloadOf } from './payloads.js';

const STAGES = ['started', 'ended', 'analyzed'] as const;
const NUMBERS = ['+13237452021', '+12136991845'];

// A version's content follows from its message and its time, so that nothing contradicts itself.
const version = fc.record({ message: fc.nat({ max: 2 }), written: fc.nat({ max: 3 }) });

const stage = fc.record({
  told: fc.boolean(),
  versions: fc.array(version, { maxLength: 4 }),
  transcript: fc.option(fc.constantFrom('User: job', 'User: job\nAgent: Got it!')),
  language: fc.option(fc.constantFrom('en', 'multi')),
  agentName: fc.option(fc.constantFrom('Staffing Agent', 'Another Agent')),
  endedReason: fc.option(fc.constantFrom('user_ended', 'agent_ended', 'inactivity', 'call_transfer', 'error_unknown')),
});

/** One session as its three events tell it: each of them may know other things, and more or fewer messages. */
export const agentSession = fc.record({
  thread: fc.constantFrom('thread-1', 'thread-2'),
  stages: fc.tuple(stage, stage, stage),
  sentiment: fc.constantFrom('neutral', 'Positive', 'furious', null),
  customData: fc.option(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 1 }))),
  endedAtMs: fc.integer({ min: 0, max: 9_000 }),
});

type AgentSession = typeof agentSession extends fc.Arbitrary<infer T> ? T : never;
type Stage = typeof stage extends fc.Arbitrary<infer T> ? T : never;

/** The events of one to three sessions. */
export const agentSessions: fc.Arbitrary<readonly Payload[]> = fc
  .array(agentSession, { minLength: 1, maxLength: 3 })
  .map((sessions) => sessions.flatMap(sessionPayloads));

const EPOCH = Date.UTC(2024, 1, 27, 12);

/** The events of a session `session-<index>`: always the last stage, and the earlier ones that are told. */
export function sessionPayloads(session: AgentSession, index: number): Payload[] {
  const told = STAGES.filter((_, rank) => rank === 2 || session.stages[rank]?.told);
  return told.map((name) => {
    const rank = STAGES.indexOf(name);
    const value = {
      event: `conversation_agent_session.${name}`,
      created_at: instantOf(index, 0),
      request_id: `request-${index}-${name}`,
      data: dataOf(session, session.stages[rank] as Stage, rank, index),
    };
    return payloadOf('WHIPPY', value);
  });
}

function dataOf(session: AgentSession, said: Stage, rank: number, index: number): object {
  const schema = { post_call_analysis_data: [{ name: 'a' }, { name: 'b' }], post_call_analysis_model: 'gpt-4o-mini' };
  return {
    id: `session-${index}`,
    conversation_id: session.thread,
    started_at: instantOf(index, 0),
    ended_at: rank === 0 ? null : instantOf(index, session.endedAtMs),
    ended_reason: rank === 0 ? null : said.endedReason,
    chat_transcript: said.transcript,
    language: said.language,
    agent_version: said.agentName === null ? null : { id: 'v', name: said.agentName, provider_settings: schema },
    ...(rank === 2 ? { user_sentiment: session.sentiment, custom_analysis_data: session.customData } : {}),
    messages: said.versions.map((one) => messageOf(one, index)),
  };
}

function messageOf({ message, written }: { message: number; written: number }, index: number): object {
  const inbound = message % 2 === 0;
  const [from, to] = inbound ? NUMBERS : [...NUMBERS].reverse();
  return {
    id: `message-${index}-${message}`,
    direction: inbound ? 'INBOUND' : 'OUTBOUND',
    created_at: instantOf(index, 100 * message),
    updated_at: written === 0 ? null : instantOf(index, 100 * message + written),
    body: written === 1 ? null : `text ${message} as of ${written}`,
    delivery_status: written === 2 ? null : ['queued', 'sent', 'failed', 'webhook_delivered'][written],
    type: message === 0 ? 'sms' : 'whatsapp',
    from,
    to,
  };
}

function instantOf(index: number, atMs: number): string {
  return new Date(EPOCH + index * 10_000 + atMs).toISOString();
}
