import type { SourcePrivacy } from './privacy.js';

/** A contact centre, or one bot of it: everything stored belongs to exactly one client. */
export interface Client {
  readonly id: number;
  /** The name by which the client is known outside, e.g. CallData's `clientId`. */
  readonly clientId: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2, for local numbers; null: the gateway's default. */
  readonly defaultCountry: string | null;
  /** IANA zone in which days begin and German CallData times are written. */
  readonly timeZone: string;
  /** Days, at most 30. */
  readonly callDataRetentionDays: number;
  /** Days; null keeps calls for good. */
  readonly retentionDays: number | null;
  /** Sources whose calls are private whatever they say themselves, or never for CallData that follows its call. */
  readonly privacy: readonly SourcePrivacy[];
  /** Names of variables whose values a private call loses, beside the usual ones. */
  readonly deniedNames: readonly string[] | null;
  /** The key of the hashes that stand for private callers and contents; never shown. Null where no gateway gave one. */
  readonly privacyKey: string | null;
}

/** What may be changed of a client; what is left out stays, and null is the gateway's default again. */
export interface ClientChanges {
  readonly name?: string | null | undefined;
  readonly defaultCountry?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly callDataRetentionDays?: number | null | undefined;
  readonly retentionDays?: number | null | undefined;
  readonly privacy?: readonly SourcePrivacy[] | null | undefined;
  readonly deniedNames?: readonly string[] | null | undefined;
}
