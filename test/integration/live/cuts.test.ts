import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hangups } from '../../../examples/live-wall/live-wall.js';
import { type Cuttable, cuttable } from '../../support/cuttable.js';
import { type Gateway, startGateway } from '../../support/gateway.js';

const CUTS = 100;
const WRITERS = 4;
const BEGINNING = Buffer.from('v1:0').toString('base64url');
let gateway: Gateway;
let way: Cuttable;

beforeAll(async () => {
  gateway = await startGateway();
  const { hostname, port } = new URL(gateway.url);
  way = await cuttable(hostname, Number(port));
});

afterAll(async () => {
  await way.close();
  await gateway.dispose();
});

const urlOf = () => `ws://${way.address}/graphql`;

describe('a wall of screens', () => {
  test(`misses nothing and sees nothing twice over ${CUTS} cuts, while ${WRITERS} write`, async () => {
    let writing = true;
    const written: string[] = [];
    const write = async (writer: number) => {
      for (let number = 0; writing; number++) {
        const callId = `cut-${writer}-${number}`;
        const answer = await gateway.graphql(
          'mutation ($id: String!) { recordHangup(input: { callId: $id }) { outcome } }',
          { id: callId },
        );
        expect(answer.data.recordHangup.outcome).toBe('CREATED');
        written.push(callId);
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));

    const seen: string[] = [];
    const wall = hangups(urlOf(), gateway.keys.read, BEGINNING);
    const next = async () => {
      const { done, value } = await wall.next();
      if (done) throw new Error('The wall ended.');
      return value.hangup.call.callId;
    };
    // Cut after every so many events, at whatever moment of the next ones that happens to be.
    for (let cuts = 0, left = 1; cuts < CUTS; ) {
      seen.push(await next());
      if (--left > 0) continue;
      way.cut();
      way.mend();
      cuts++;
      left = 1 + Math.floor(Math.random() * 5);
    }
    writing = false;
    await Promise.all(writers);
    while (seen.length < written.length) {
      seen.push(await next());
    }
    await wall.return(undefined);

    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort()).toEqual([...written].sort());
    // Each writer waits for its answer, so what it wrote comes in its order.
    for (let writer = 0; writer < WRITERS; writer++) {
      const own = (ids: string[]) => ids.filter((id) => id.startsWith(`cut-${writer}-`));
      expect(own(seen)).toEqual(own(written));
    }
  }, 60_000);

  test('does not try again what will not mend itself', async () => {
    const wrongKey = hangups(urlOf(), 'wrong').next();
    await expect(wrongKey).rejects.toMatchObject({ code: 4403 });
    const wrongCursor = hangups(urlOf(), gateway.keys.read, 'nonsense').next();
    await expect(wrongCursor).rejects.toEqual([
      expect.objectContaining({
        extensions: { code: 'BAD_USER_INPUT', path: ['after'], requestId: expect.any(String) },
      }),
    ]);
  });
});
