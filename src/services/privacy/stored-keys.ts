import { codePart, eventKey, idPart, isHidden, type KeyPart, keyOfCall, storedKey } from '../../domain/event-key.js';
import { Source } from '../../domain/source.js';

// Versions before this one stored keys with all that stood in them. What is made of such a key here is what the same
// delivery is known by when it comes again.

type Keyed = (text: string) => string;

/** The key of a notice without texts that can be anybody's words. */
export function noticeKeyOf(source: Source, key: string, keyed: Keyed): string {
  const parts = partsOf(key);
  if (isHidden(key) || parts.length < 2) return key;
  const [kind = '', name = '', first, ...others] = parts;
  if (source === Source.API) return kind === 'operation' ? storedKey(eventKey([kind, { text: name }]), keyed) : key;
  if (first === undefined) return key;
  if (kind !== 'operation') return storedKey(eventKey([kind, name, ...[first, ...others].map(partOf)]), keyed);
  const set = others.map((text) => ({ text }));
  return storedKey(eventKey([kind, name, isTime(first) ? first : idPart(first), ...set]), keyed);
}

/** The key of an end signal without texts that can be anybody's words. */
export function hangupKeyOf(source: Source, key: string, keyed: Keyed): string {
  if (source !== Source.API || !key.startsWith('["') || isHidden(key)) return key;
  const [callId, own] = JSON.parse(key) as [string, string | null];
  return storedKey({ ...keyOfCall(callId, own), key }, keyed);
}

/** The key of a delivery without texts that can be anybody's words; identifiers of calls stay. */
export function deliveryKeyOf(
  { source, eventType, eventKey: key }: { source: Source; eventType: string; eventKey: string },
  isIdentifier: (part: string) => boolean,
  keyed: Keyed,
): string {
  if (source === Source.API && eventType === 'hangup') return hangupKeyOf(source, key, keyed);
  if (source !== Source.AUDIOCODES || isHidden(key)) return key;
  const parts = partsOf(key);
  // The identifiers alone, or the hash of all that was too long.
  if (parts.length < 2) return key;
  return storedKey(eventKey(parts.map((part) => (isIdentifier(part) ? part : partOf(part)))), keyed);
}

/** What a delivery's key is made of. */
export function partsOf(key: string): string[] {
  try {
    return key.split('/').map(decodeURIComponent);
  } catch {
    return [key];
  }
}

function partOf(part: string): KeyPart {
  return isTime(part) ? part : codePart(part);
}

const TIME = /^[1-3]?\d{12}$/;

// Within this century; numbers of phones are seldom among these.
function isTime(part: string): boolean {
  return TIME.test(part) && Number(part) >= 946_684_800_000;
}
