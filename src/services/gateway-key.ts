import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Where the gateway's key came from. */
export type KeyOrigin = 'environment' | 'file' | 'memory' | 'database';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SCHEME = 'v1.';
const SEALING = 'webhook secrets';

/** What a key that has taken another's place still has to know. */
export interface KeyHistory {
  /** The key before this one, with which older secrets can be opened. */
  readonly previous?: Uint8Array | null;
  /** The key by which private callers were first told apart: with another they would all become strangers. */
  readonly privacy?: Uint8Array;
}

/**
 * The key from which all other keys of the gateway are made: those under which webhook secrets are stored, and those
 * by which private callers are told apart. Without it neither can be undone.
 */
export class GatewayKey {
  readonly #sealing: Uint8Array;
  readonly #before: Uint8Array | null;
  readonly #privacy: Uint8Array;

  constructor(
    bytes: Uint8Array,
    readonly origin: KeyOrigin,
    { previous = null, privacy = bytes }: KeyHistory = {},
  ) {
    if (bytes.length !== KEY_BYTES) throw new Error(`The gateway's key must have ${KEY_BYTES} bytes.`);
    this.#sealing = derived(bytes, SEALING);
    this.#before = previous && derived(previous, SEALING);
    this.#privacy = privacy;
  }

  /** Whether it is kept apart from what it protects; one in the database itself protects nothing that is sealed. */
  get isApart(): boolean {
    return this.origin !== 'database';
  }

  /** Whether older secrets can be opened with the key before it. */
  get hasPrevious(): boolean {
    return this.#before !== null;
  }

  /** Encrypts with AES-256-GCM; what is sealed for one place cannot be opened in another. */
  seal(text: string, place: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#sealing, iv).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return SCHEME + sealed.toString('base64url');
  }

  /**
   * What was sealed for this place, also with the key before this one; throws where it was sealed with another, for
   * another place, or changed.
   */
  open(sealed: string, place: string): string {
    if (this.#before === null) return opened(sealed, place, this.#sealing);
    try {
      return opened(sealed, place, this.#sealing);
    } catch {
      return opened(sealed, place, this.#before);
    }
  }

  /** Whether it can be opened without the key before this one. */
  isCurrent(sealed: string, place: string): boolean {
    try {
      opened(sealed, place, this.#sealing);
      return true;
    } catch {
      return false;
    }
  }

  /** The key of a client's private hashes, base64url: the same text of two clients has nothing in common. */
  privacyKeyOf(client: number): string {
    return Buffer.from(derived(this.#privacy, `privacy of client ${client}`)).toString('base64url');
  }
}

function derived(bytes: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', bytes, new Uint8Array(), `talkgraph ${purpose}`, KEY_BYTES));
}

function opened(sealed: string, place: string, key: Uint8Array): string {
  const bytes = Buffer.from(sealed.slice(SCHEME.length), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8');
  return text + decipher.final('utf8');
}

/** A fresh key's bytes. */
export function freshKeyBytes(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** The bytes of a key written as 64 hexadecimal digits or as base64; null for anything but 32 bytes. */
export function keyBytesOf(text: string): Buffer | null {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  const isKey = bytes.length === KEY_BYTES && /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(text);
  return isKey ? bytes : null;
}
