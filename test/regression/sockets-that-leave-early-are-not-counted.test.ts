import { expect, test } from '@jest/globals';
import type { Identity } from '../../src/domain/ports.js';
import { Connections } from '../../src/graphql/connections.js';
import { Sockets } from '../../src/graphql/sockets.js';
import { openGate } from '../support/gate.js';
import { identityWith } from '../support/identity.js';

// A socket that closed while its key was looked up stayed counted, until the key could open none any more.
test('a socket that leaves while its key is looked up does not use up the limit', async () => {
  let answer: (identity: Identity) => void = () => undefined;
  const authenticate = () => new Promise<Identity>((resolve) => (answer = resolve));
  const clients = { apiKeysById: async () => new Map(), clientById: async () => null };
  const connections = new Connections({ clients, perKey: 1, onError: () => undefined });
  const sockets = new Sockets(openGate({ authenticate }), connections);
  const socketOf = () => ({
    address: '127.0.0.1',
    socket: { bufferedAmount: 0, send: () => undefined, close: () => undefined },
  });

  const early = socketOf();
  const opening = sockets.open(early, 'Bearer key');
  sockets.close(early);
  answer(identityWith('READ'));
  expect(await opening).toBe(false);

  const patient = sockets.open(socketOf(), 'Bearer key');
  answer(identityWith('READ'));
  expect(await patient).toBe(true);
});
