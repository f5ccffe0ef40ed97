import type { DeliveryQuery } from '../../items.js';
import { type ExactText, type Fields, fieldsOf, isRaw, nameOf, PayloadError } from '../../reading.js';

/** An object of the payload and where it stands, e.g. `channelData.activityParams`. */
export interface Place {
  readonly fields: Fields;
  readonly path: string;
}

/** A value and where it stands. */
export interface Found {
  readonly value: unknown;
  readonly path: string;
}

/** The place inside a place; null where there is nothing. Text and numbers are no place where `lenient`. */
export function within({ fields, path }: Place, name: string, lenient = false): Place | null {
  const inner = pathOf(path, name);
  const value = fields[name];
  if (lenient && (typeof value !== 'object' || Array.isArray(value) || isRaw(value))) return null;
  const found = fieldsOf(value, inner);
  return found === null ? null : { fields: found, path: inner };
}

/** The first of the places that says something under one of the names. */
export function firstOf(places: readonly Place[], ...names: readonly string[]): Found {
  for (const { fields, path } of places) {
    for (const name of names) {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (value !== undefined && value !== null && value !== '') return { value, path: pathOf(path, name) };
    }
  }
  return { value: undefined, path: names[0] ?? '' };
}

/** Whether one of the places says anything under one of the names. */
export function says(places: readonly Place[], ...names: readonly string[]): boolean {
  return firstOf(places, ...names).value !== undefined;
}

/** The places in which an activity's own data may stand: each bot framework has another. */
export function placesOf(activity: Place): readonly Place[] {
  const value = within(activity, 'value', true);
  const event = within(activity, 'event', true);
  const inner = ['parameters', 'channelData'].map((name) => within(activity, name));
  return [activity, value, ...inner, event === null ? null : within(event, 'parameters')].filter((one) => one !== null);
}

/** The places in which a bot sets parameters of a call: those of the activity alone before those of the session. */
export function parameterPlacesOf(places: readonly Place[]): readonly Place[] {
  const named = (name: string) => places.map((place) => within(place, name)).filter((place) => place !== null);
  return [...named('activityParams'), ...named('sessionParams'), ...places];
}

const CONVERSATION = ['conversation', 'conversationId', 'vaigConversationId'] as const;

/** The parameters of an address that name a call. */
export const NAMED_BY: readonly string[] = [...CONVERSATION, 'callId'];

/** What names the call, in the payload first and then in the address: each once, in this order. */
export class Identifiers {
  readonly conversations: string[] = [];
  readonly callIds: string[] = [];

  constructor(private readonly exact: ExactText) {}

  addFrom(places: readonly Place[]): void {
    for (const place of places) {
      for (const name of CONVERSATION) {
        // Bot Framework says { "conversation": { "id": … } }.
        const inner = within(place, name, true);
        this.add(this.conversations, inner === null ? [place, name] : [inner, 'id']);
      }
      this.add(this.callIds, [place, 'callId']);
    }
  }

  addFromQuery(query: DeliveryQuery): void {
    const said = (name: string) => [query[name] ?? []].flat();
    for (const name of CONVERSATION) {
      for (const value of said(name)) keep(this.conversations, nameOf(value, `query.${name}`));
    }
    for (const value of said('callId')) keep(this.callIds, nameOf(value, 'query.callId'));
  }

  private add(known: string[], [{ fields, path }, name]: readonly [Place, string]): void {
    keep(known, this.exact.identifier(fields[name], pathOf(path, name)));
  }

  /** Throws PayloadError where nothing names the call. */
  needOne(): void {
    if (this.conversations.length + this.callIds.length > 0) return;
    throw new PayloadError('MISSING_FIELD', 'conversation', 'or conversationId or callId is required');
  }
}

// White space alone would link all the calls that have it.
function keep(known: string[], value: string | null): void {
  if (value !== null && value.trim() !== '' && !known.includes(value)) known.push(value);
}

function pathOf(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
