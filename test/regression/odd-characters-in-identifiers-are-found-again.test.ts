import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { turnItem } from '../support/turns.js';

const OPTIONS = { queueItems: 100, commitItems: 100, defaultCountry: 'DE' };
const ODD = { NUL: '\0', 'half a surrogate pair': '\ud800' };

// Text was compared as it came with text as the database gives it back: the second delivery broke a unique key, and
// with it went all items of its batch.
describe.each(databaseKinds)('on $name', ({ create }) => {
  let created: TestDatabase;
  let recorder: GroupCommitRecorder;

  beforeAll(async () => {
    created = await create();
    recorder = new GroupCommitRecorder(created.database, SILENT_WAKE, OPTIONS);
  });

  afterAll(() => created.discard());

  const outcomes = async (client: number, ...items: Parameters<typeof turnItem>[]) => {
    const results = await recorder.record(
      clientNumber(client),
      items.map((item) => turnItem(...item)),
    );
    return results.map((result) => result.outcome);
  };

  test.each(Object.entries(ODD))('identifiers, states and variables with %s are found again', async (name, odd) => {
    const client = Object.keys(ODD).indexOf(name) + 1;
    const identifiers = [{ kind: 'callId', value: `call${odd}` }];
    const from = { stateId: `state${odd}`, name: odd, dialogName: odd };
    const variables = [{ id: `variable${odd}`, name: odd, value: '"\\u0000"' }];
    const said = { identifiers, from, variables, text: odd };

    expect(await outcomes(client, [`one${odd}`, said])).toEqual(['CREATED']);
    expect(await outcomes(client, [`two${odd}`, said], ['plain'])).toEqual(['CREATED', 'CREATED']);
    expect(await outcomes(client, [`one${odd}`, said])).toEqual(['DUPLICATE']);
    expect(await outcomes(client, [`one${odd}`, { ...said, text: 'other' }])).toEqual(['REVISED']);
  });

  test('identifiers that only a lost character tells apart do not fail their batch', async () => {
    const variables = ['\ud800', '\ud801', '\0', '\\u0000'].map((id) => ({ id, name: null, value: '1' }));
    const batch = await outcomes(9, ['turn\ud800', { variables }], ['turn\ud801'], ['turn\0'], ['turn\\u0000']);
    expect(batch.slice(0, 3)).toEqual(['CREATED', 'REVISED', 'CREATED']);
    expect(batch[3]).toBe(created.database.dialect === 'postgresql' ? 'REVISED' : 'CREATED');
  });
});
