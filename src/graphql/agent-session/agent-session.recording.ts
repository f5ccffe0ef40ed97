import { type AgentVersion, SessionLifecycle } from '../../domain/agent-session.js';
import { badInput } from '../../domain/errors.js';
import { MessageDirection } from '../../domain/message.js';
import type { CallIdentifier, MessageRecord, SessionRecord, SourceItem } from '../../domain/record.js';
import { type JsonText, Source } from '../../domain/source.js';
import { bodyOf, writeInstant, writeText } from '../recording/body.js';
import { demand, idProblem, nameProblem } from '../recording/checks.js';
import { GivenObject } from '../recording/given-object.js';
import { NO_FACTS } from '../recording/no-facts.js';
import type { RecordSessionInput } from './agent-session.input.js';

const WRITERS = {
  startedAt: writeInstant,
  endedAt: writeInstant,
  agentVersion: writeText,
  messages: (all: JsonText[]) => `[${all.join(',')}]`,
};

/** What every record of a session has that says nothing of it. */
const NOTHING_SAID = {
  ...NO_FACTS,
  type: 'session',
  conversationId: null,
  startedAt: null,
  endedAt: null,
  endedReason: null,
  agentVersion: null,
  transcript: null,
  translatedTranscript: null,
  translationLanguage: null,
  messages: [],
  analysis: null,
} as const;

/** A record of a session that says nothing but its id and stage. */
export function bareSession(sessionId: string, lifecycle: SessionLifecycle): SessionRecord {
  return { ...NOTHING_SAID, identifiers: [{ kind: 'sessionId', value: sessionId }], sessionId, lifecycle };
}

/** A session as the recorder takes it; throws BAD_USER_INPUT with the path inside the input. */
export function sessionItem(input: RecordSessionInput, mostMessages: number): SourceItem {
  demand(idProblem(input.sessionId, 'sessionId'));
  if (input.callId != null) demand(idProblem(input.callId, 'callId'));
  for (const field of ['conversationId', 'endedReason', 'language'] as const) demand(nameProblem(input[field], field));
  const texts = input.messages ?? [];
  if (texts.length > mostMessages) throw badInput(`At most ${mostMessages} messages are allowed.`, 'messages');
  const ended = input.endedAt != null || input.endedReason != null;
  const record: SessionRecord = {
    ...bareSession(input.sessionId, ended ? SessionLifecycle.ENDED : SessionLifecycle.STARTED),
    identifiers: identifiersOf(input),
    conversationId: input.conversationId ?? null,
    startedAt: input.startedAt ?? null,
    endedAt: input.endedAt ?? null,
    endedReason: input.endedReason ?? null,
    language: input.language ?? null,
    transcript: input.transcript ?? null,
    agentVersion: input.agentVersion == null ? null : agentVersionOf(input.agentVersion),
    messages: texts.map(messageOf),
  };
  const content = { understood: true, records: [record] } as const;
  return { source: Source.API, eventType: 'session', key: input.sessionId, body: bodyOf(input, WRITERS), content };
}

function identifiersOf({ sessionId, callId }: RecordSessionInput): CallIdentifier[] {
  const own = { kind: 'sessionId', value: sessionId };
  return callId == null ? [own] : [own, { kind: 'callId', value: callId }];
}

function agentVersionOf(text: JsonText): AgentVersion {
  const given = new GivenObject(text, ['agentVersion']);
  return {
    versionId: given.id('versionId', 'id'),
    agentId: given.name('agentId', 'agent_id'),
    name: given.name('name'),
    description: given.string('description'),
    llmId: given.name('llmId', 'llm_id'),
    createdById: given.identifier('createdById', 'created_by_id'),
    organizationId: given.name('organizationId', 'organization_id'),
    settings: given.json('settings', 'provider_settings'),
  };
}

function messageOf(text: JsonText, index: number): MessageRecord {
  const given = new GivenObject(text, ['messages', String(index)]);
  return {
    messageId: given.id('messageId', 'id'),
    direction: given.word('direction', MessageDirection),
    body: given.string('body'),
    translatedBody: given.string('translatedBody', 'translated_body'),
    mode: given.name('mode'),
    type: given.name('type'),
    from: given.name('from'),
    to: given.name('to'),
    deliveryStatus: given.name('deliveryStatus', 'delivery_status'),
    language: given.name('language'),
    createdAt: given.requiredInstant('createdAt', 'created_at'),
    updatedAt: given.instant('updatedAt', 'updated_at'),
    raw: text,
  };
}
