import { createHmac } from 'node:crypto';
import type { Source } from './source.js';

/** What a client says of the privacy of a source's calls. */
export interface SourcePrivacy {
  readonly source: Source;
  /**
   * True: every call of the source is private. False: a call is private where it says so itself; and CallData stays
   * as it is, even of a private call.
   */
  readonly enabled: boolean;
}

/** What stands where a private call's text stood. */
export const MASK = '[redacted]';

/** HMAC-SHA256 under a client's privacy key, base64url. What needs it is not kept at all where there is no key. */
export function hashWith(privacyKey: string | null): (text: string) => string {
  return (text) => {
    if (privacyKey === null) throw new Error('What may not stand in the clear needs the key of the gateway.');
    return createHmac('sha256', privacyKey).update(text, 'utf8').digest('base64url');
  };
}

const PREFIX = 'redacted:';
const PSEUDONYM = /^redacted:(?:phone|user|id):[\w-]{43}$/;

/**
 * What stands in the place of a caller, `key` being what callers are compared by: the same for the same caller of a
 * client, so that private calls are found by the number, and by nothing else.
 */
export function pseudonymOf(key: string, hash: (text: string) => string): string {
  return isPseudonym(key) ? key : `${PREFIX}${key.startsWith('+') ? 'phone' : 'user'}:${hash(`caller ${key}`)}`;
}

/** What stands in the place of an identifier that belongs to a person and not to a call. */
export function personalId(id: string, hash: (text: string) => string): string {
  return isPseudonym(id) ? id : `${PREFIX}id:${hash(`id ${id}`)}`;
}

/** An identifier of the source's own, in whose place something stands where it can be anybody's words or number. */
export function ownId(id: string, hash: (text: string) => string): string {
  return isPlainId(id) ? id : personalId(id, hash);
}

// The hash of something would stand for it: whoever guesses it would know.
const HASH = /^[\w-]{43}$/;
const ID = /^[\w.:=/-]{1,128}$/;
const NUMBER = /^[\d./:=-]{7,}$/;
const ADDRESS = /^(?:tel|sips?):/i;

/** Whether an identifier is one that a machine gave, and can be nobody's words or number. */
export function isPlainId(id: string): boolean {
  return ID.test(id) && !NUMBER.test(id) && !ADDRESS.test(id) && !HASH.test(id);
}

/** Whether a text stands in the place of a caller. */
export function isPseudonym(text: string): boolean {
  return text.startsWith(PREFIX) && PSEUDONYM.test(text);
}

/** Whether a pseudonym stands in the place of a phone number. */
export function isOfPhone(pseudonym: string): boolean {
  return pseudonym.startsWith(`${PREFIX}phone:`);
}

const CONTENT = 'keyed:';

/** What stands in the place of a private content's hash: nobody can try out what the content might have been. */
export function privateHash(content: string, hash: (text: string) => string): string {
  return CONTENT + hash(`content ${content}`);
}

/** Whether a content's hash is a private one. */
export function isPrivateHash(contentHash: string): boolean {
  return contentHash.startsWith(CONTENT);
}

// Words that name what is personal, in English and German. Short ones could stand inside of others.
const WHOLE = 'ani bic bday dob ahv ssn pin tan otp plz zip fax iban cvc cvv vin sms tel mail city ort user';
const WITHIN = `name vorname nachname surname address adresse street strasse straße anschrift postal zipcode wohnort
  email mailto phone telefon telephone mobile mobil handy callerid callernumber msisdn customernumber customerid
  kundennummer kundennr policynumber policennummer versichertennummer versicherungsnummer accountnumber kontonummer
  bankaccount creditcard cardnumber kreditkarte kartennummer birth geburt passport reisepass ausweis utterance
  transcript speech usertext userinput spoken gesagt password passwort secret token comment kommentar anliegen message
  nachricht licenseplate kennzeichen`;
const DENIED_WHOLE: ReadonlySet<string> = new Set(WHOLE.split(/\s+/));
const DENIED_WITHIN: readonly string[] = WITHIN.split(/\s+/);

/**
 * Whether a variable or slot of this name holds what a private call may not keep: one of the usual names, or one of the
 * client's own, all without regard to case and to what is neither letter nor digit.
 */
export function isDenied(name: string, own: readonly string[]): boolean {
  const plain = plainName(name);
  if (plain === '') return false;
  if (DENIED_WHOLE.has(plain) || DENIED_WITHIN.some((word) => plain.includes(word))) return true;
  return own.some((denied) => plainName(denied) === plain);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

// Begins with a letter, so that no number is one, and has no spaces, so that no sentence and no full name is one.
const WORD = /^[a-z][\w./:-]{0,79}$/i;
// As `tel:` and `sip:` have it.
const WITH_NUMBER = /\d{7}|^(?:tel|sips?):/i;

/** Whether a text can be a source's own word, such as a reason, and is nothing that was said or written freely. */
export function isWord(text: string): boolean {
  return WORD.test(text) && !WITH_NUMBER.test(text);
}
