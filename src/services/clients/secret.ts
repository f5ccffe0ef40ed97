import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const MARK = 'tg_';
const SECRET_BYTES = 32;
const GENERATED_PREFIX = 7;
// Of a secret that people chose themselves less is shown: it may be short.
const GIVEN_PREFIX = 4;

/** What is stored of a secret: its SHA-256 and the characters by which people tell keys apart. */
export interface StoredSecret {
  readonly secretHash: string;
  readonly prefix: string;
}

/** A fresh secret: `tg_` and 43 base64url characters, 256 random bits. */
export function generateSecret(): string {
  return MARK + randomBytes(SECRET_BYTES).toString('base64url');
}

/** SHA-256 in base64url. A fast hash is enough for 256 random bits, and every request needs it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url');
}

/** Whether two hashes are equal, in a time that does not tell where they differ. */
export function sameHash(one: string, other: string): boolean {
  const bytes = Buffer.from(one);
  const others = Buffer.from(other);
  return bytes.length === others.length && timingSafeEqual(bytes, others);
}

/** What is stored of a secret that was generated here, or given from outside. */
export function storedSecret(secret: string, origin: 'generated' | 'given'): StoredSecret {
  const shown = origin === 'generated' ? GENERATED_PREFIX : GIVEN_PREFIX;
  return { secretHash: hashOf(secret), prefix: secret.slice(0, shown) };
}
