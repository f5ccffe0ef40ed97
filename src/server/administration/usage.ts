import { Scope } from '../../domain/api-key.js';
import { type Instant, Source } from '../../domain/source.js';
import { instantIn } from '../transfer/usage.js';
import { UsageError } from '../usage-error.js';

/** Of whom a key is made, under which name, and what it may do. */
export interface KeyUsage {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null: it has no end. */
  readonly expiresAt: Instant | null;
  /** For which source alone it may deliver; null: it is bound to none. */
  readonly source: Source | null;
}

/** Who is erased, and whether it is only counted. */
export interface EraseUsage {
  readonly clientId: string | null;
  /** Null: stdin. */
  readonly caller: string | null;
  readonly countryCode: string | null;
  readonly dryRun: boolean;
}

/** Whether what has expired is only counted. */
export interface RetentionUsage {
  readonly dryRun: boolean;
}

interface KeyValues {
  readonly client?: string;
  readonly name?: string;
  readonly scopes?: string;
  readonly expires?: string;
  readonly source?: string;
}

/** The sources that deliver by webhook or CallData, as people type them. */
const SOURCES: Readonly<Record<string, Source>> = {
  parloa: Source.PARLOA,
  audiocodes: Source.AUDIOCODES,
  whippy: Source.WHIPPY,
  calldata: Source.CALL_DATA,
};
const PERIOD = /^(\d{1,5})([dh])$/;
const PERIOD_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000 };

/** Reads the options of key; throws UsageError. */
export function keyUsage(values: KeyValues, now: Instant): KeyUsage {
  const { client, expires } = values;
  if (client === undefined || client.trim() === '') throw new UsageError('key needs --client <id>.');
  const name = (values.name ?? `created ${new Date(now).toISOString().slice(0, 10)}`).trim();
  const source = values.source === undefined ? null : sourceIn(values.source);
  const scopes = scopesIn(values.scopes ?? (source === null ? Scope.READ : Scope.WRITE));
  if (source !== null && scopes.some((scope) => scope !== Scope.WRITE))
    throw new UsageError('A key with --source has the scope WRITE alone.');
  const expiresAt = expires === undefined ? null : endIn(expires, now);
  return { clientId: client, name, scopes, expiresAt, source };
}

function scopesIn(text: string): Scope[] {
  const named = text.split(',').map((scope) => scope.trim().toUpperCase());
  const known = named.filter((scope): scope is Scope => Object.hasOwn(Scope, scope));
  if (known.length < named.length) throw new UsageError('--scopes takes READ, WRITE and ADMIN, separated by commas.');
  return [...new Set(known)];
}

function sourceIn(text: string): Source {
  const name = text.toLowerCase();
  const source = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
  if (source === undefined) throw new UsageError(`--source takes one of ${Object.keys(SOURCES).join(', ')}.`);
  return source;
}

function endIn(text: string, now: Instant): Instant {
  const [, count, unit] = PERIOD.exec(text) ?? [];
  const end = unit === undefined ? instantIn('expires', text) : now + Number(count) * (PERIOD_MS[unit] ?? 0);
  if (end <= now) throw new UsageError('--expires takes a time that is to come.');
  return end;
}

interface Values {
  readonly client?: string;
  readonly country?: string;
  readonly 'dry-run'?: boolean;
}

/** Reads the options of erase; throws UsageError. */
export function eraseUsage(values: Values, caller: string | undefined): EraseUsage {
  if (caller === undefined || caller === '') throw new UsageError('erase needs a number, or - to read it from stdin.');
  if (values.client?.trim() === '') throw new UsageError('--client needs the id of a client.');
  return {
    clientId: values.client ?? null,
    caller: caller === '-' ? null : caller,
    countryCode: values.country ?? null,
    dryRun: values['dry-run'] === true,
  };
}

/** Reads the options of retention. */
export function retentionUsage(values: Values): RetentionUsage {
  return { dryRun: values['dry-run'] === true };
}
