import { type AgentVersion, SessionLifecycle } from '../../../domain/agent-session.js';
import type { JsonText } from '../../../domain/source.js';
import {
  type ExactText,
  type Fields,
  fieldsOf,
  instantOf,
  listOf,
  nameOf,
  needed,
  PayloadError,
  textOf,
} from '../../reading.js';
import { messagesOf } from './messages.js';
import type { AnalysisSchema, WhippyAnalysis, WhippyEvent } from './payload.js';

const NOTHING: Fields = {};
const LIFECYCLES: Readonly<Record<string, SessionLifecycle>> = {
  'conversation_agent_session.started': SessionLifecycle.STARTED,
  'conversation_agent_session.ended': SessionLifecycle.ENDED,
  'conversation_agent_session.analyzed': SessionLifecycle.ANALYZED,
};

/** Reads one event; `text` is its own. Throws PayloadError for another event, or where a field cannot be read. */
export function readEvent(value: unknown, text: JsonText, exact: ExactText): WhippyEvent {
  const envelope = fieldsOf(value, '');
  if (envelope === null) throw new PayloadError('INVALID_ITEM', '', 'must be an object');
  const event = needed(nameOf(envelope.event, 'event'), 'event');
  const lifecycle = Object.hasOwn(LIFECYCLES, event) ? LIFECYCLES[event] : undefined;
  if (lifecycle === undefined) throw new PayloadError('UNSUPPORTED_EVENT', 'event', 'is none that is understood here');
  const data = fieldsOf(envelope.data, 'data') ?? NOTHING;
  const agent = fieldsOf(data.agent_version, 'data.agent_version');
  const settings = fieldsOf(agent?.provider_settings, 'data.agent_version.provider_settings');
  return {
    event,
    lifecycle,
    sessionId: needed(exact.identifier(data.id, 'data.id'), 'data.id'),
    conversationId: exact.identifier(data.conversation_id, 'data.conversation_id'),
    startedAt: instantOf(data.started_at, 'data.started_at'),
    endedAt: instantOf(data.ended_at, 'data.ended_at'),
    endedReason: nameOf(data.ended_reason, 'data.ended_reason'),
    agentVersion: agent === null ? null : agentVersionOf(agent, settings, exact),
    schema: schemaOf(settings ?? NOTHING),
    analysis: analysisOf(data, exact),
    transcript: textOf(data.chat_transcript, 'data.chat_transcript'),
    translatedTranscript: textOf(data.translated_chat_transcript, 'data.translated_chat_transcript'),
    language: nameOf(data.language, 'data.language'),
    translationLanguage: nameOf(data.translation_language, 'data.translation_language'),
    ...messagesOf(listOf(data.messages, 'data.messages'), text, exact),
  };
}

function agentVersionOf(agent: Fields, settings: Fields | null, exact: ExactText): AgentVersion | null {
  const place = 'data.agent_version';
  const versionId = exact.identifier(agent.id, `${place}.id`);
  if (versionId === null) return null;
  return {
    versionId,
    agentId: exact.identifier(agent.agent_id, `${place}.agent_id`),
    name: nameOf(agent.name, `${place}.name`),
    description: textOf(agent.description, `${place}.description`),
    llmId: exact.identifier(agent.llm_id, `${place}.llm_id`),
    createdById: exact.identifier(agent.created_by_id, `${place}.created_by_id`),
    organizationId: exact.identifier(agent.organization_id, `${place}.organization_id`),
    settings: settings === null ? null : exact.json(settings),
  };
}

function schemaOf(settings: Fields): AnalysisSchema {
  const place = 'data.agent_version.provider_settings';
  const declared = settings.post_call_analysis_data;
  const keys = listOf(declared, `${place}.post_call_analysis_data`).map((entry, index) => {
    const path = `${place}.post_call_analysis_data.${index}`;
    return nameOf(fieldsOf(entry, path)?.name, `${path}.name`);
  });
  return {
    declaredKeys: declared === undefined || declared === null ? null : keys.filter((key) => key !== null),
    model: nameOf(settings.post_call_analysis_model, `${place}.post_call_analysis_model`),
  };
}

function analysisOf(data: Fields, exact: ExactText): WhippyAnalysis {
  const custom = data.custom_analysis_data;
  return {
    completionRating: nameOf(data.chat_completion_rating, 'data.chat_completion_rating'),
    summary: textOf(data.chat_summary, 'data.chat_summary'),
    sentiment: nameOf(data.user_sentiment, 'data.user_sentiment'),
    customData: custom === null ? null : exact.json(custom),
  };
}
