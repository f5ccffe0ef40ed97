import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

// HEAD was answered with 405, and a monitor that asks so took the gateway for dead.
test.each(['/livez', '/readyz'])('HEAD %s is answered as GET is', async (path) => {
  const response = await fetch(new URL(path, gateway.url), { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
});
