import type { Instant, Source } from './source.js';

/** What a key may do; each holds the ones before it. */
export const Scope = { READ: 'READ', WRITE: 'WRITE', ADMIN: 'ADMIN' } as const;
export type Scope = (typeof Scope)[keyof typeof Scope];

/** A credential of one client. The secret itself is never stored, only its SHA-256. */
export interface ApiKey {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The secret's first characters, by which people tell keys apart. */
  readonly prefix: string;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** From when on it lets nobody in; null: it has no end. */
  readonly expiresAt: Instant | null;
  /** The source to whose webhook alone it may deliver; null: it is bound to none. */
  readonly source: Source | null;
}

/** A key to be made. */
export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: Instant | null;
  readonly source?: Source | null;
}

/** Whether a key lets anybody in at a time. */
export function isInForce({ revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Instant): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

const RANK: Record<Scope, number> = { READ: 1, WRITE: 2, ADMIN: 3 };

/** Whether a key with these scopes may do what `needed` names. */
export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.some((scope) => RANK[scope] >= RANK[needed]);
}
