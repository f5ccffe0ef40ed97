import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AuditResult, serverAudits } from 'graphql-http';
import { type Gateway, startGateway } from '../../support/gateway.js';

let gateway: Gateway;
beforeAll(async () => {
  // Some audits ask for the schema, which production hides.
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

// Without the header a GET is what a foreign page can send, and is refused.
test('all audits of GraphQL over HTTP pass with the header that no page of another origin can send', async () => {
  const fetchFn = (address: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('apollo-require-preflight', 'yes');
    headers.set('authorization', `Bearer ${gateway.keys.read}`);
    return fetch(address, { ...init, headers });
  };
  const audits = serverAudits({ url: `${gateway.url}/graphql`, fetchFn });
  const results: AuditResult[] = [];
  for (const { fn } of audits) results.push(await fn());
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(failed.map((result) => `${result.id} ${result.name}: ${'reason' in result ? result.reason : ''}`)).toEqual([]);
  expect(results).toHaveLength(61);
});
