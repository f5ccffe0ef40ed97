import type { Client } from '../../src/domain/client.js';
import type { Wake, WebhookSecrets } from '../../src/domain/ports.js';

/** A client that no row stands for; its number keeps what a test stores apart from what others do. */
export function clientNumber(id: number): Client {
  const terms = { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, retentionDays: null };
  const privacy = { privacy: [], deniedNames: null, privacyKey: 'a key of the tests' };
  return { id, clientId: `client-${id}`, name: `client ${id}`, defaultCountry: null, ...terms, ...privacy };
}

/** No source signs what it delivers. */
export const NO_SECRETS: WebhookSecrets = { secretsOf: async () => [], set: async () => undefined };

/** A wake that nobody hears. */
export const SILENT_WAKE: Wake = {
  signal: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
};
