import type { DeliveryQuery } from '../../items.js';
import { type ExactText, fieldsOf, instantOf, isRaw, listOf, nameOf, PayloadError, textOf } from '../../reading.js';
import { readParameters } from './parameters.js';
import type { ActivityStamp, AudiocodesActivity, AudiocodesPayload, StatusReport } from './payload.js';
import { firstOf, Identifiers, type Place, parameterPlacesOf, placesOf, says, within } from './places.js';

const MOST_ACTIVITIES = 100;

/**
 * Reads one delivered object; throws PayloadError where it names no call or nothing is known that it could be, unless
 * it is `beside` others of its list, of which not all need to matter.
 */
export function readPayload(
  value: unknown,
  query: DeliveryQuery,
  exact: ExactText,
  beside: boolean,
): AudiocodesPayload {
  const fields = fieldsOf(value, '');
  if (fields === null) throw new PayloadError('INVALID_ITEM', '', 'must be an object');
  const outer = { fields, path: '' };
  const inner = activitiesIn(outer);
  const found = inner ?? [outer];
  const activities = found.flatMap((place) => activityOf(place, inner === null ? [] : [outer], exact) ?? []);
  if (activities.length === 0) {
    if (!beside) throw new PayloadError('UNSUPPORTED_EVENT', '', 'is no event that is understood here');
    activities.push({ kind: 'other', at: null, id: null });
  }
  const identifiers = new Identifiers(exact);
  for (const place of inner === null ? [outer] : [outer, ...inner]) identifiers.addFrom(placesOf(place));
  identifiers.addFromQuery(query);
  identifiers.needOne();
  return { conversations: identifiers.conversations, callIds: identifiers.callIds, activities };
}

// A Dialogflow payload and a Bot API response hold a list of activities.
function activitiesIn({ fields }: Place): readonly Place[] | null {
  if (fields.activities === undefined || fields.activities === null) return null;
  const list = listOf(fields.activities, 'activities');
  if (list.length > MOST_ACTIVITIES) {
    throw new PayloadError('LIMIT_EXCEEDED', 'activities', `must have at most ${MOST_ACTIVITIES} elements`);
  }
  return list.map((element, index) => {
    const path = `activities.${index}`;
    const fieldsOfElement = fieldsOf(element, path);
    if (fieldsOfElement === null) throw new PayloadError('INVALID_FIELD', path, 'must be an object');
    return { fields: fieldsOfElement, path };
  });
}

/** What one activity says; null where it is none that matters here. `outer` is what it stands in. */
function activityOf(activity: Place, outer: readonly Place[], exact: ExactText): AudiocodesActivity | null {
  const places = placesOf(activity);
  const settings = parameterPlacesOf([...places, ...outer]);
  const stamp = () => stampOf(activity, exact);
  switch (kindOf(activity, places, parameterPlacesOf(places))) {
    case 'hangup':
      return { kind: 'hangup', ...stamp(), parameters: readParameters(settings, exact) };
    case 'operation':
      return { kind: 'operation', ...stamp(), parameters: readParameters(settings, exact) };
    case 'disconnect':
      return { kind: 'disconnect', ...stamp(), ...reasonIn(places) };
    case 'transferStatus':
      return { kind: 'transferStatus', ...stamp(), ...statusIn(places), target: textAt(settings, 'transferTarget') };
    case 'callStatus':
      return { kind: 'callStatus', ...stamp(), parameters: readParameters(settings, exact), ...statusIn(places) };
    case 'cdr':
      return cdrOf(activity, exact);
    case 'start':
      return { kind: 'start', ...stamp(), caller: textAt(places, 'outboundTarget', 'caller') };
    case 'other':
    case null:
      return null;
  }
}

function stampOf(activity: Place, exact: ExactText): ActivityStamp {
  const at = firstOf([activity], 'timestamp');
  const { value, path } = firstOf([activity], 'id');
  // An id is a help and nothing more, so one of an odd kind is passed over.
  const id =
    typeof value === 'string' || typeof value === 'number' || isRaw(value) ? exact.identifier(value, path) : null;
  return { at: instantOf(at.value, at.path), id };
}

const KIND_OF_EVENT: Readonly<Record<string, AudiocodesActivity['kind']>> = {
  hangup: 'hangup',
  conversationend: 'disconnect',
  endofconversation: 'disconnect',
  transferstatus: 'transferStatus',
  start: 'start',
  channel: 'start',
  conversationstart: 'start',
};
const IN_RECORDS = ['setupTime', 'connectTime', 'endTime', 'callingEntity', 'terminationDescription'] as const;

// Only events have names; statuses, records of calls and parameters are told by their fields.
function kindOf(
  activity: Place,
  places: readonly Place[],
  settings: readonly Place[],
): AudiocodesActivity['kind'] | null {
  const type = textAt([activity], 'type')?.toLowerCase() ?? null;
  const event = within(activity, 'event', true);
  const name = textAt(event === null ? [activity] : [activity, event], 'name')?.toLowerCase() ?? null;
  const named = type === 'endofconversation' ? type : type === null || type === 'event' ? name : null;
  if (named !== null && Object.hasOwn(KIND_OF_EVENT, named)) return KIND_OF_EVENT[named] ?? null;
  if (type === null && name === null) {
    if (says([activity], ...IN_RECORDS)) return 'cdr';
    if (says([activity], 'status')) return 'callStatus';
    if (says(settings, 'hangupReason', 'hangupSipHeaders')) return 'hangup';
    if (says([activity], 'reason', 'reasonCode')) return 'disconnect';
    if (says(places, 'caller', 'callee', 'outboundTarget')) return 'start';
  }
  return says(settings, 'botOperationResult', 'botOperationData') ? 'operation' : null;
}

function statusIn(places: readonly Place[]): StatusReport {
  const found = firstOf(places, 'status');
  const status = nameOf(found.value, found.path)?.trim().toLowerCase() ?? '';
  if (status === '') throw new PayloadError('MISSING_FIELD', found.path, 'is required');
  return { status, ...reasonIn(places) };
}

// Bot Framework says the reason in `text` again.
function reasonIn(places: readonly Place[]) {
  const code = firstOf(places, 'reasonCode');
  return { reason: textAt(places, 'reason', 'text'), reasonCode: nameOf(code.value, code.path) };
}

/** @see https://techdocs.audiocodes.com/livehub/Content/LiveHub/API/api-cdr-fields.htm */
function cdrOf(record: Place, exact: ExactText): AudiocodesActivity {
  const calling = within(record, 'callingEntity');
  const called = within(record, 'calledEntity');
  // Where the bot called, the person is who was called.
  const person = calling?.fields.type === 'bot' ? called : calling;
  const instant = (...names: readonly string[]) => {
    const { value, path } = firstOf([record], ...names);
    return instantOf(value, path);
  };
  const code = firstOf([record], 'reasonCode');
  return {
    kind: 'cdr',
    caller: (person === null ? null : textAt([person], 'phoneNumber')) ?? textAt([record], 'ingressCallingNumber'),
    startedAt: instant('setupTime', 'connectTime'),
    at: instant('endTime'),
    id: null,
    reason: textAt([record], 'terminationDescription', 'reason'),
    reasonCode: nameOf(code.value, code.path),
    parameters: readParameters(parameterPlacesOf([record]), exact),
  };
}

function textAt(places: readonly Place[], ...names: readonly string[]): string | null {
  const { value, path } = firstOf(places, ...names);
  return textOf(value, path);
}
