import { scanElements, scanMembers } from '../../../domain/json-scan.js';
import { MessageDirection } from '../../../domain/message.js';
import type { MessageRecord } from '../../../domain/record.js';
import type { JsonText } from '../../../domain/source.js';
import { type ExactText, fieldsOf, instantOf, nameOf, needed, PayloadError, textOf } from '../../reading.js';
import type { UnreadableMessage } from './payload.js';

/** Beyond so many messages that cannot be read, the event cannot be either. */
const MOST_UNREADABLE = 100;

/** The messages of an event: those that can be read, and those that cannot, each for itself. `text` is the event's. */
export function messagesOf(messages: readonly unknown[], text: JsonText, exact: ExactText) {
  const read: MessageRecord[] = [];
  const unreadable: UnreadableMessage[] = [];
  if (messages.length === 0) return { messages: read, unreadable };
  const texts = scanElements(memberOf(memberOf(text, 'data'), 'messages')).map((element) => element.text);
  for (const [index, message] of messages.entries()) {
    const own = texts[index] ?? 'null';
    try {
      read.push(messageOf(message, own, `data.messages.${index}`, exact));
    } catch (error) {
      if (!(error instanceof PayloadError) || unreadable.length === MOST_UNREADABLE) throw error;
      unreadable.push({ body: eventOf(own, text), error: error.toRecordError() });
    }
  }
  return { messages: read, unreadable };
}

// An event with this message alone, so that it can be read again without the rest.
function eventOf(message: JsonText, text: JsonText): JsonText {
  const id = memberOf(memberOf(text, 'data'), 'id');
  return `{"event":${memberOf(text, 'event')},"data":{"id":${id},"messages":[${message}]}}`;
}

// Of a key that stands twice the last one counts, as for JSON.parse.
function memberOf(text: JsonText, name: string): JsonText {
  const member = scanMembers(text).findLast(({ key }) => JSON.parse(key) === name);
  if (member === undefined) throw new Error('The text is not that of the value.');
  return member.value;
}

function messageOf(message: unknown, raw: JsonText, place: string, exact: ExactText): MessageRecord {
  const fields = fieldsOf(message, place);
  if (fields === null) throw new PayloadError('INVALID_FIELD', place, 'must be an object');
  const name = (key: string) => nameOf(fields[key], `${place}.${key}`);
  const createdAt = instantOf(fields.created_at, `${place}.created_at`);
  if (createdAt === null) throw new PayloadError('MISSING_FIELD', `${place}.created_at`, 'is required');
  return {
    messageId: needed(exact.identifier(fields.id, `${place}.id`), `${place}.id`),
    direction: directionOf(needed(name('direction'), `${place}.direction`), `${place}.direction`),
    body: textOf(fields.body, `${place}.body`),
    translatedBody: textOf(fields.translated_body, `${place}.translated_body`),
    mode: name('mode'),
    type: name('type'),
    from: name('from'),
    to: name('to'),
    deliveryStatus: name('delivery_status'),
    language: name('language'),
    createdAt,
    updatedAt: instantOf(fields.updated_at, `${place}.updated_at`),
    raw,
  };
}

function directionOf(text: string, place: string): MessageDirection {
  const direction = text.toUpperCase();
  if (direction === MessageDirection.INBOUND || direction === MessageDirection.OUTBOUND) return direction;
  throw new PayloadError('INVALID_FIELD', place, 'must be INBOUND or OUTBOUND');
}
