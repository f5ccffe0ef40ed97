import type { ApiKey } from './api-key.js';
import type { Instant, JsonText } from './source.js';

/** What administrators do that is written down. */
export const AuditAction = {
  CREATE_CLIENT: 'createClient',
  UPDATE_CLIENT: 'updateClient',
  CREATE_API_KEY: 'createApiKey',
  ROTATE_API_KEY: 'rotateApiKey',
  REVOKE_API_KEY: 'revokeApiKey',
  SET_WEBHOOK_SECRET: 'setWebhookSecret',
  REPLAY_QUARANTINED: 'replayQuarantined',
  ERASE_CALLER: 'eraseCaller',
  SET_LEGAL_HOLD: 'setLegalHold',
  EXPORT: 'export',
} as const;
export type AuditAction = (typeof AuditAction)[keyof typeof AuditAction];

/** One administrative act. It holds no secret and nothing of the people who called. */
export interface AuditEntry {
  readonly id: number;
  readonly at: Instant;
  /** Who did it, as `actorOf` names a key, or one of `Actor`. */
  readonly actor: string;
  readonly action: AuditAction;
  /** A JSON object: what it was about. */
  readonly details: JsonText;
}

/** Who acts without a key. */
export const Actor = { COMMAND_LINE: 'command line', SETTINGS: 'settings' } as const;

/** A key as the audit log names it: its number and the first characters of its secret, which people know it by. */
export function actorOf({ id, prefix }: Pick<ApiKey, 'id' | 'prefix'>): string {
  return `key ${id} (${prefix}…)`;
}
