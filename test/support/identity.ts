import type { Scope } from '../../src/domain/api-key.js';
import type { Client } from '../../src/domain/client.js';
import type { Identity } from '../../src/domain/ports.js';

/** A client as tests without a database use it. */
export const ACME: Client = {
  id: 1,
  clientId: 'acme',
  name: 'Acme',
  defaultCountry: 'DE',
  timeZone: 'Europe/Berlin',
  callDataRetentionDays: 30,
  retentionDays: null,
  privacy: [],
  deniedNames: null,
  privacyKey: 'a key of the tests',
};

/** Somebody of that client with a key of these scopes. */
export function identityWith(...scopes: Scope[]): Identity {
  const key = {
    id: 1,
    name: 'test',
    scopes,
    prefix: 'tg_',
    createdAt: 0,
    lastUsedAt: null,
    revokedAt: null,
    expiresAt: null,
    source: null,
  };
  return { client: ACME, key };
}
