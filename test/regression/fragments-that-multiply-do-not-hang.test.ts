import { expect, it } from '@jest/globals';
import { aGateway } from '../unit/graphql/gateway.js';

// graphql-jit wrote every spread out anew: 2^30 of them kept the process busy for ever.
it('answers a document whose fragments spread each other twice', async () => {
  const gateway = await aGateway();
  const bomb = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Call { ...F${n + 1} ...F${n + 1} }`).join(' ');
  const { body } = await gateway.ask(`{ call(callId: "call-1") { ...F0 } } ${bomb} fragment F30 on Call { callId }`);
  await gateway.close();
  expect(body).toEqual({ data: { call: { callId: 'call-1' } } });
});
