import type { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import { type PrivacyWork, privateIdentifiers } from './privacy.js';
import { type ReceivedItem, receivePrivately } from './receive.js';

/**
 * Masks what nobody understood and what names a private call. It is not tied to its call, so the call is looked for
 * by all that can be an identifier where it stands.
 */
export async function keepQuarantinePrivate(work: PrivacyWork): Promise<void> {
  const { recording, received, verdicts, contexts } = work;
  const named = new Map<number, readonly string[]>();
  for (const [index, one] of received.entries()) {
    if (one.item.content.understood || one.isPrivate || verdicts[index]?.known !== false) continue;
    const names = namesIn(`${one.item.address ?? ''}\n${one.item.body}`);
    if (names.length > 0) named.set(index, names);
  }
  if (named.size === 0) return;
  const found = await privateIdentifiers(recording, new Set([...named.values()].flat()), contexts);
  for (const [index, names] of named) {
    if (names.some((name) => found.has(name))) await mask(work, index, received[index] as ReceivedItem);
  }
}

async function mask({ recording, received, verdicts }: PrivacyWork, index: number, one: ReceivedItem): Promise<void> {
  const { unit, tables, client, privacy, writes } = recording;
  const kept = receivePrivately(one, privacy);
  received[index] = kept;
  const verdict = verdicts[index];
  const place = writes.sourceEvents.findIndex((row) => verdict?.known === false && row.id === verdict.sourceEventRef);
  const row = writes.sourceEvents[place];
  if (row === undefined) return;
  const fresh = { ...row, contentHash: kept.contentHash, body: kept.item.body };
  const by = ['client', 'source', 'eventType', 'eventKey', 'contentHash'] as const;
  const key = [client.id, ...by.slice(1).map((property) => fresh[property as keyof SourceEventEntity])];
  // The same can stand there in another order of keys, which the masked form does not regard.
  const isKnown =
    writes.sourceEvents.some((other) => by.every((property) => other[property] === fresh[property])) ||
    (await unit.find(tables.sourceEvent, ['id'], by, [key])).length > 0;
  if (isKnown) writes.sourceEvents.splice(place, 1);
  else writes.sourceEvents[place] = fresh;
}

// By the text, since what is broken or nested too deeply names its call, too. An id can be anything's: better too much.
const NAMED =
  /"(?:callIds?|conversation(?:Id|_id)?|vaigConversationId|sessionId|id)"\s*:\s*(?:\[\s*)?(?:"((?:[^"\\]|\\.){1,500})"|(-?\d{1,500}))/g;
const MOST_NAMES = 1_000;

function namesIn(text: string): readonly string[] {
  const names = new Set<string>();
  for (const [, string, digits] of text.matchAll(NAMED)) {
    names.add(string === undefined ? (digits as string) : unescaped(string));
    if (names.size === MOST_NAMES) break;
  }
  return [...names];
}

function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
