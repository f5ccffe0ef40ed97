import type { Clients } from '../../src/domain/ports.js';
import type { Gate } from '../../src/domain/rate-limit.js';

const QUOTA = { policy: 'key', points: 10, remaining: 9, windowSeconds: 60, resetSeconds: 60 } as const;

/** A door that counts nothing. */
export function openGate(clients: Pick<Clients, 'authenticate'>): Gate {
  return {
    enter: async () => undefined,
    admit: async (secret) => (secret === null ? null : clients.authenticate(secret)),
    spend: async () => QUOTA,
  };
}
