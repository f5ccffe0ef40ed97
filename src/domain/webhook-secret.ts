import type { Source } from './source.js';

/** A secret to be set for a source. */
export interface NewWebhookSecret {
  readonly source: Source;
  /** Null removes all of the source's. */
  readonly secret: string | null;
  /** For how long the one before stays good. */
  readonly overlapSeconds: number;
}

/** The secrets with which sources sign what they deliver. */
export interface WebhookSecrets {
  /** Those in force, any of which will do; none: nothing is checked. */
  secretsOf(client: number, source: Source): Promise<readonly string[]>;
  /** Throws BAD_USER_INPUT with the path in the input, also where secrets cannot be kept encrypted. */
  set(client: number, wanted: NewWebhookSecret, actor: string): Promise<void>;
}
