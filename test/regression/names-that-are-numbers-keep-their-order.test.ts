import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CLIENT_ID, type Gateway, startGateway } from '../support/gateway.js';

// An object in memory puts the key 2 before the key 10, and both before all others.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

const ASK = '{ callData(callId: "c", caller: "+4912345678") { fields fieldList { name value } } }';

test('the fields of a record come one by one in the order given, and so do those that the answer cannot show', async () => {
  const body =
    '{"input":{"callid":"c","callerid":"+4912345678","b":1,"10":"ten","2":{"a":[12345678901234567890]},"caller":"+1","timestamp":"mine","b":2}}';
  await gateway.post(`/api/CallData?clientId=${CLIENT_ID}`, body, { 'x-functions-key': gateway.keys.write });
  const { data } = await gateway.graphql(ASK);
  expect(data.callData.fieldList.map(({ name }: { name: string }) => name)).toEqual([
    'b',
    '10',
    '2',
    'caller',
    'timestamp',
    'b',
  ]);
  expect(data.callData.fields).toMatchObject({ caller: '+1', timestamp: 'mine', '10': 'ten' });
});

test('they can be recorded so', async () => {
  const mutation = `mutation ($input: RecordCallDataInput!) {
    recordCallData(input: $input) { outcome error { code path } record { fieldList { name value } } } }`;
  const fieldList = [
    { name: 'b', value: null },
    { name: '10', value: { x: 1 } },
    { name: '2', value: 'two' },
  ];
  const input = { callId: 'd', callerId: '+4912345678', fieldList };
  const { data } = await gateway.graphql(mutation, { input });
  expect(data.recordCallData).toMatchObject({ outcome: 'CREATED', record: { fieldList } });
  expect((await gateway.graphql(mutation, { input })).data.recordCallData.outcome).toBe('DUPLICATE');
  const both = { ...input, fields: {} };
  expect((await gateway.graphql(mutation, { input: both })).data.recordCallData).toMatchObject({
    outcome: 'REJECTED',
    error: { path: ['input', 'fieldList'] },
  });
});
