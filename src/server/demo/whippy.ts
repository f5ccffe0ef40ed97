import type { TimedPayload } from './audiocodes.js';
import type { Chance } from './chance.js';
import { type Language, MESSAGES } from './talk.js';

/** A session by text message. */
export interface MessageSession {
  readonly sessionId: string;
  readonly callerId: string;
  readonly language: Language;
  readonly startedAt: number;
}

const OWN_NUMBER = '+4930901820';
const ANALYSIS_MS = 3_000;
const ENDS_AFTER_MS = 2_000;
const SENTIMENTS = ['positive', 'neutral', 'neutral', 'negative'] as const;
const AGENT = {
  id: 'b6f5b1de-50f8-4d0a-8a2a-5b1d1f0f9d01',
  agent_id: '6dc5b5a3-77b1-4f22-8d0e-90a4e8f3c702',
  name: 'Demo Agent',
  description: 'Answers people who work for us',
  llm_id: '2f0c2a34-9a53-4b8f-9a0b-1d9d5a7c1e03',
  organization_id: '90a14c36-0f55-4b3b-8a35-2f3c1ad1d604',
  provider_settings: {
    language: 'multi',
    post_call_analysis_model: 'demo-analysis-1',
    post_call_analysis_data: [
      { name: 'Preferred_contact_method', type: 'enum', choices: ['SMS', 'Phone call'] },
      { name: 'Currently_working', type: 'boolean' },
    ],
  },
};

/** The three events of a session, which hold its messages so far. */
export function sessionPayloads(chance: Chance, session: MessageSession): readonly TimedPayload[] {
  const { sessionId, language, startedAt } = session;
  const spoken = chance.pick(MESSAGES);
  let atMs = 0;
  const messages = spoken.map((body, index) => {
    atMs += index === 0 ? 0 : chance.between(1_500, 5_000);
    return messageOf(session, chance.id(`message/${sessionId}/${index}`), body[language], atMs, index % 2 === 0);
  });
  const endedMs = atMs + ENDS_AFTER_MS;
  const at = (afterMs: number) => new Date(startedAt + afterMs).toISOString();
  const data = (count: number) => ({
    id: sessionId,
    conversation_id: chance.id(`thread/${session.callerId}`),
    agent_version: AGENT,
    started_at: at(0),
    ended_at: null as string | null,
    ended_reason: null as string | null,
    language,
    translation_language: language,
    messages: messages.slice(0, count),
    chat_transcript: transcriptOf(messages.slice(0, count)),
  });
  const ended = { ...data(messages.length), ended_at: at(endedMs), ended_reason: 'user_ended' };
  const analyzed = {
    ...ended,
    chat_completion_rating: chance.pick(['complete', 'complete', 'incomplete']),
    chat_summary: language === 'de' ? 'Die Person schrieb per SMS.' : 'The person wrote by text message.',
    user_sentiment: chance.pick(SENTIMENTS),
    custom_analysis_data: { Preferred_contact_method: 'SMS', Currently_working: chance.happens(0.5) },
  };
  const event = (name: string, afterMs: number, said: object): TimedPayload => ({
    atMs: afterMs,
    payload: {
      event: `conversation_agent_session.${name}`,
      api_version: 'v1',
      created_at: at(afterMs),
      request_id: chance.id(`request/${sessionId}/${name}`),
      data: said,
    },
  });
  return [
    event('started', 0, data(1)),
    event('ended', endedMs, ended),
    event('analyzed', endedMs + ANALYSIS_MS, analyzed),
  ];
}

function messageOf(
  { callerId, language, startedAt }: MessageSession,
  id: string,
  body: string,
  atMs: number,
  inbound: boolean,
) {
  const createdAt = new Date(startedAt + atMs).toISOString();
  return {
    id,
    body,
    direction: inbound ? 'INBOUND' : 'OUTBOUND',
    from: inbound ? callerId : OWN_NUMBER,
    to: inbound ? OWN_NUMBER : callerId,
    mode: inbound ? 'manual' : 'ai',
    type: 'sms',
    delivery_status: 'delivered',
    language,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

function transcriptOf(messages: readonly { readonly body: string; readonly direction: string }[]): string {
  return messages.map(({ body, direction }) => `${direction === 'INBOUND' ? 'User' : 'Agent'}: ${body}`).join('\n');
}
