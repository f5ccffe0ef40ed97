import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  const record = 'mutation ($id: String!) { recordHangup(input: { callId: $id }) { outcome } }';
  for (const id of ['first', 'second']) await gateway.graphql(record, { id });
});
afterAll(() => gateway.dispose());

async function cursorOf(list: string): Promise<string> {
  const { data } = await gateway.graphql(`{ ${list} { pageInfo { endCursor } } }`);
  return data[list.split('(')[0] as string].pageInfo.endCursor;
}

function askAfter(list: string, after: string) {
  const asked = list.includes('(') ? list.replace(')', ', after: $after)') : `${list}(after: $after)`;
  return gateway.graphql(`query ($after: String) { ${asked} { nodes { __typename } } }`, { after });
}

// All keysets were two numbers, so that a cursor of one list led to some place in any other.
test.each([
  ['hangups', 'calls'],
  ['calls', 'hangups'],
  ['transactions', 'stateTransitions'],
  ['calls(orderBy: STARTED_AT_ASC)', 'calls'],
  ['calls(orderBy: TURNS_DESC)', 'calls(orderBy: DURATION_DESC)'],
])('a cursor of %s leads nowhere in %s', async (from, to) => {
  const { data, errors } = await askAfter(to, (await cursorOf(from)) ?? 'WzEsMSwiY2FsbHMiXQ');
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', path: ['after'] } }]);
});

test.each(['hangups', 'calls', 'calls(orderBy: STARTED_AT_ASC)', 'calls(orderBy: TURNS_DESC)'])(
  'a cursor of %s continues it',
  async (list) => {
    const { data, errors } = await askAfter(list.replace(')', ', first: 1)'), await cursorOf(list));
    expect(errors).toBeUndefined();
    expect(Object.values(data)).toEqual([{ nodes: [] }]);
  },
);
