import type { IntentMatch } from '../../../domain/intent.js';
import type { Instant } from '../../../domain/source.js';
import type { StateReference } from '../../../domain/state-transition.js';
import type { Occurrences } from '../../../domain/transaction.js';
import type { Variable } from '../../../domain/variable.js';
import {
  countOf,
  type ExactText,
  type Fields,
  fieldsOf,
  flagOf,
  instantOf,
  listOf,
  nameOf,
  numberOf,
  PayloadError,
  textOf,
} from '../../reading.js';
import type { CallMeta, Dispatch, ParloaRequest, ParloaResponse, ParloaTransaction } from './payload.js';

const NOTHING: Fields = {};

/** Reads one transaction; throws PayloadError where a field that is read has the wrong type or a needed one is missing. */
export function readTransaction(value: unknown, exact: ExactText): ParloaTransaction {
  const fields = fieldsOf(value, '');
  if (fields === null) throw new PayloadError('INVALID_ITEM', '', 'must be an object');
  const meta = fieldsOf(fields.meta, 'meta') ?? NOTHING;
  const dtmf = textOf(fields.collectedDtmf, 'collectedDtmf');
  return {
    transactionId: needed(nameOf(fields.transactionId, 'transactionId'), 'transactionId'),
    requestTimestamp: timestampOf(fields.requestTimestamp),
    responseTime: countOf(fields.responseTime, 'responseTime'),
    userContextId: nameOf(fields.userContextId, 'userContextId'),
    releaseId: nameOf(fields.releaseId, 'releaseId'),
    requesterId: nameOf(fields.requesterId, 'requesterId'),
    conversationId: identifierOf(fields.conversationId, 'conversationId'),
    language: nameOf(fields.language, 'language'),
    platform: nameOf(fields.platform, 'platform'),
    endConversation: flagOf(fields.endConversation, 'endConversation'),
    intent: dispatchOf(fieldsOf(fields.intent, 'intent') ?? NOTHING, exact),
    errors: occurrencesOf(meta.errors, 'meta.errors', exact),
    warnings: occurrencesOf(meta.warnings, 'meta.warnings', exact),
    variables: listOf(fields.variables, 'variables').map((variable, index) => variableOf(variable, index, exact)),
    request: requestOf(fieldsOf(fields.request, 'request') ?? NOTHING, dtmf !== null, exact),
    response: responseOf(fieldsOf(fields.response, 'response') ?? NOTHING),
  };
}

function needed(text: string | null, place: string): string {
  if (text === null || text.trim() === '') throw new PayloadError('MISSING_FIELD', place, 'is required');
  return text;
}

function timestampOf(value: unknown): Instant {
  needed(textOf(value, 'requestTimestamp'), 'requestTimestamp');
  return instantOf(value, 'requestTimestamp') as Instant;
}

// White space alone would link all the calls that have it.
function identifierOf(value: unknown, place: string): string | null {
  const text = nameOf(value, place);
  return text === null || text.trim() === '' ? null : text;
}

function dispatchOf(intent: Fields, exact: ExactText): Dispatch {
  return {
    name: nameOf(intent.name, 'intent.name'),
    initialState: stateOf(intent.initialState, 'intent.initialState', exact),
    handledByState: stateOf(intent.handledByState, 'intent.handledByState', exact),
    nextState: stateOf(intent.nextState, 'intent.nextState', exact),
    handled: textOf(intent.handled, 'intent.handled'),
    explicitlyHandled: flagOf(intent.explicitlyHandled, 'intent.explicitlyHandled'),
  };
}

function stateOf(value: unknown, place: string, exact: ExactText): StateReference | null {
  const state = fieldsOf(value, place);
  if (state === null) return null;
  const stateId = exact.identifier(state.id, `${place}.id`);
  const name = nameOf(state.name, `${place}.name`);
  const dialogName = nameOf(state.dialogName, `${place}.dialogName`);
  return stateId === null ? null : { stateId, name, dialogName };
}

// The documentation's table writes `occurences`, its examples `occurrences`.
function occurrencesOf(value: unknown, place: string, exact: ExactText): Occurrences | null {
  const fields = fieldsOf(value, place);
  if (fields === null) return null;
  const steps = listOf(fields.affectedSteps, `${place}.affectedSteps`);
  const occurrences = countOf(fields.occurrences ?? fields.occurences, `${place}.occurrences`);
  return { occurrences: occurrences ?? steps.length, affectedSteps: steps.map((step) => exact.json(step) ?? 'null') };
}

function variableOf(value: unknown, index: number, exact: ExactText): Variable {
  const place = `variables.${index}`;
  const fields = fieldsOf(value, place);
  const name = nameOf(fields?.name, `${place}.name`);
  const id = exact.identifier(fields?.id, `${place}.id`) ?? name;
  if (id === null) throw new PayloadError('MISSING_FIELD', `${place}.id`, 'is required');
  return { id, name, value: exact.json(fields?.value) };
}

function requestOf(request: Fields, hasDtmf: boolean, exact: ExactText): ParloaRequest {
  const { event } = request;
  const chat = typeof event === 'string' ? NOTHING : (fieldsOf(event, 'request.event') ?? NOTHING);
  const text = textOf(request.text, 'request.text') ?? textOf(chat.text, 'request.event.text');
  const dtmf = textOf(request.collectedDtmf, 'request.collectedDtmf');
  const ranking = listOf(request.intentRanking, 'request.intentRanking');
  return {
    event: typeof event === 'string' ? textOf(event, 'request.event') : textOf(chat.type, 'request.event.type'),
    text,
    hasDtmf: hasDtmf || dtmf !== null,
    slots: request.slots === null ? null : exact.json(request.slots),
    intent: matchOf(request.intent, 'request.intent', exact),
    intentRanking: rankingOf(ranking, exact),
    callMeta: callMetaOf(request.callMeta, 'request.callMeta'),
    conversationId: identifierOf(request.conversationId, 'request.conversationId'),
  };
}

// Sent best first; sorted all the same, since the sort is stable and the order is promised to readers.
function rankingOf(ranking: readonly unknown[], exact: ExactText): readonly IntentMatch[] {
  const matches: IntentMatch[] = [];
  for (const [index, candidate] of ranking.entries()) {
    const match = matchOf(candidate, `request.intentRanking.${index}`, exact);
    if (match !== null) matches.push(match);
  }
  return matches.sort((one, other) => (other.confidence ?? -1) - (one.confidence ?? -1));
}

function matchOf(value: unknown, place: string, exact: ExactText): IntentMatch | null {
  const fields = fieldsOf(value, place);
  if (fields === null) return null;
  const name = nameOf(fields.name, `${place}.name`);
  const confidence = numberOf(fields.confidence, `${place}.confidence`);
  const sourceId = exact.identifier(fields.id, `${place}.id`);
  return name === null ? null : { name, confidence, sourceId };
}

function responseOf(response: Fields): ParloaResponse {
  return {
    prompt: textOf(response.prompt, 'response.prompt') ?? elementsText(response.responseElements),
    reprompt: textOf(response.reprompt, 'response.reprompt'),
    continueListening: flagOf(response.continueListening, 'response.continueListening'),
    endTalk: flagOf(response.endTalk, 'response.endTalk'),
    endConversation: flagOf(response.endConversation, 'response.endConversation'),
    callMeta: callMetaOf(response.callMeta, 'response.callMeta'),
    conversationId: identifierOf(response.conversationId, 'response.conversationId'),
  };
}

/** A chat's answer is a list of elements. @see https://github.com/parloa/chat-api-spec */
function elementsText(value: unknown): string | null {
  const place = 'response.responseElements';
  const texts: string[] = [];
  for (const [index, element] of listOf(value, place).entries()) {
    const fields = fieldsOf(element, `${place}.${index}`);
    const text = fields?.type === 'text' ? textOf(fields.content, `${place}.${index}.content`) : null;
    if (text !== null) texts.push(text);
  }
  return texts.length === 0 ? null : texts.join('\n');
}

function callMetaOf(value: unknown, place: string): CallMeta {
  const fields = fieldsOf(value, place) ?? NOTHING;
  return {
    callId: identifierOf(fields.callId, `${place}.callId`),
    callerId: nameOf(fields.callerId, `${place}.callerId`),
    instanceId: nameOf(fields.instanceId, `${place}.instanceId`),
    production: flagOf(fields.production, `${place}.production`),
    isPrivacyEnabled: flagOf(fields.isPrivacyEnabled, `${place}.isPrivacyEnabled`),
  };
}
