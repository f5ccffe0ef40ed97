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
}
