import type { Instant } from './source.js';

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
}

const RANK: Record<Scope, number> = { READ: 1, WRITE: 2, ADMIN: 3 };

/** Whether a key with these scopes may do what `needed` names. */
export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.some((scope) => RANK[scope] >= RANK[needed]);
}
