import { hash } from 'node:crypto';
import { isPlainId, isWord } from './privacy.js';

/** By what something is known again when it comes again, within its source. */
export interface EventKey {
  readonly key: string;
  /** How it is stored where texts stand in it that can be anybody's words; left out where there are none. */
  readonly hidden?: HiddenKey;
}

/** A key in which a mark stands for each text that may not be stored, and these texts. */
export interface HiddenKey {
  readonly plain: string;
  readonly texts: readonly string[];
}

/** A part of a key that is stored as it is, or one that may not be. */
export type KeyPart = string | { readonly text: string };

/** Characters of a key at the most: it is indexed, and an index holds no more than a few thousand bytes. */
const LONGEST_KEY = 500;
/** What stands for a text that may not be stored. */
export const HIDDEN = '~';

/** The key that is made of some parts. */
export function eventKey(parts: readonly KeyPart[]): EventKey {
  const texts = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.text.toWellFormed()]));
  const key = shortKey(parts.map((part) => encoded(typeof part === 'string' ? part : part.text)));
  if (texts.length === 0) return { key };
  return {
    key,
    hidden: { plain: shortKey(parts.map((part) => (typeof part === 'string' ? encoded(part) : HIDDEN))), texts },
  };
}

/** The key of what a caller of the API says of a call; with the call, so that one own key never ties two calls together. */
export function keyOfCall(callId: string, own: string | null): EventKey {
  const key = JSON.stringify([callId, own]);
  if (own === null || isPlainId(own)) return { key };
  return { key, hidden: { plain: JSON.stringify([callId, HIDDEN]), texts: [own] } };
}

function encoded(part: string): string {
  return encodeURIComponent(part.toWellFormed());
}

// What is too long for an index is replaced by its hash.
function shortKey(parts: readonly string[]): string {
  const key = parts.join('/');
  return key.length > LONGEST_KEY ? hash('sha256', key, 'base64url') : key;
}

/** The key as it is stored. */
export function storedKey({ key, hidden }: EventKey, keyed: (text: string) => string): string {
  return hidden === undefined ? key : `${hidden.plain}${HIDDEN}${keyed(`key ${JSON.stringify(hidden.texts)}`)}`;
}

const STORED = /~[\w-]{43}$/;

/** Whether a stored key holds a keyed hash already. */
export function isHidden(key: string): boolean {
  return STORED.test(key);
}

const LONGEST_CODE = 40;
const SHORT_NUMBER = /^\d{1,6}$/;

/** A status or a reason's code: a short word or number of the source stands as it is. */
export function codePart(text: string): KeyPart {
  const isCode = text === '' || SHORT_NUMBER.test(text) || (text.length <= LONGEST_CODE && isWord(text));
  return isCode ? text : { text };
}

/** An identifier in a key. */
export function idPart(id: string): KeyPart {
  return isPlainId(id) ? id : { text: id };
}
