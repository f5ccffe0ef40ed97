import { expect, it } from '@jest/globals';
import { aGateway } from '../unit/graphql/gateway.js';

// graphql-jit notes the conditions on the nodes: what one operation skips was skipped in the next one, too.
it('skips nothing in one operation for what another one skips', async () => {
  const gateway = await aGateway();
  const query =
    'query A($no: Boolean!) { viewer { ...F @include(if: $no) id } } query B { viewer { ...F } } fragment F on Client { name }';
  const first = await gateway.ask(query, { operationName: 'A', variables: { no: false } });
  const second = await gateway.ask(query, { operationName: 'B' });
  await gateway.close();
  expect(Object.keys(first.body.data.viewer)).toEqual(['id']);
  expect(second.body).toEqual({ data: { viewer: { name: 'Acme' } } });
});
