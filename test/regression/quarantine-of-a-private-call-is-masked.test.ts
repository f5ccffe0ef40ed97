import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/persistence/sql.js';
import type { GroupCommitRecorder } from '../../src/services/recorder.js';
import { audiocodesHangup, PLANTED, parloaTurn, whippyEvent } from '../support/canaries.js';
import { clientNumber } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { itemsOf, payloadOf } from '../support/payloads.js';
import { recorderOver } from '../support/recorders.js';

const TOO_MANY = Array.from({ length: 101 }, () => ({ name: 'X', value: 'y' }));

// What nobody understood was kept whole although the call that it names was private.
describe.each(databaseKinds)('what is quarantined of a private call on $name', ({ create }) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  const clientOf = (id: number) => ({ ...clientNumber(id), deniedNames: ['policyholder'] });
  const [client, other, third, fourth] = [clientOf(201), clientOf(202), clientOf(203), clientOf(204)];

  beforeAll(async () => {
    stored = await create();
    recorder = recorderOver(stored.database);
  });
  afterAll(() => stored.discard());

  const bodies = async (id: number) =>
    (await stored.database.read<{ body: string }>(sql`SELECT body FROM source_event WHERE client_id = ${id}`)).map(
      ({ body }) => body,
    );
  const planted = (texts: readonly string[]) => PLANTED.filter((text) => texts.join('\n').includes(text));

  const hangup = (conversation: string) => {
    const { activityParams, ...event } = audiocodesHangup(conversation);
    return { ...event, activityParams: { ...activityParams, hangupSipHeaders: TOO_MANY } };
  };
  const session = (id: string) => {
    const { data, ...envelope } = whippyEvent('ended', id);
    return {
      ...envelope,
      data: { ...data, messages: data.messages.map((one) => ({ ...one, direction: 'sideways' })) },
    };
  };

  test('is masked where it names the call, in the unit of work that makes it and later, once', async () => {
    const first = hangup('call-1');
    const turned = Object.fromEntries(Object.entries(first).reverse());
    const ofAudiocodes = (value: object) => itemsOf(payloadOf('AUDIOCODES', value));
    const together = [first, turned].flatMap(ofAudiocodes);
    await recorder.record(client, [...itemsOf(payloadOf('PARLOA', parloaTurn('call-1', 't-1', true))), ...together]);
    const results = await recorder.record(client, [
      ...ofAudiocodes(turned),
      ...itemsOf(payloadOf('WHIPPY', session('call-1'))),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['REJECTED', 'CREATED', 'REJECTED']);
    const kept = await bodies(client.id);
    expect(planted(kept)).toEqual([]);
    expect(kept).toHaveLength(4);
  });

  test('is kept whole where the call is another or another client’s', async () => {
    await recorder.record(other, itemsOf(payloadOf('AUDIOCODES', hangup('call-1'))));
    expect(planted(await bodies(other.id))).not.toEqual([]);
  });

  test('is masked where it says that it is private in a word or with an escape', async () => {
    const turn = JSON.stringify({ ...parloaTurn('call-2', 't-2', true), requestTimestamp: 'soon' });
    const flags = ['"isPrivacyEnabled":"true"', '"isPrivacy\\u0045nabled":true'];
    for (const flag of flags) {
      const text = turn.replaceAll('"isPrivacyEnabled":true', flag);
      await recorder.record(third, itemsOf({ source: 'PARLOA', text }));
    }
    const kept = await bodies(third.id);
    expect(kept).not.toEqual([]);
    expect(planted(kept)).toEqual([]);
  });

  test('is masked once its call turns out to be private, new or known', async () => {
    const [known, fresh] = [hangup('call-known'), hangup('call-new')];
    const again = Object.fromEntries(Object.entries(fresh).reverse());
    const ofAudiocodes = (value: object) => itemsOf(payloadOf('AUDIOCODES', value));
    await recorder.record(fourth, itemsOf(payloadOf('PARLOA', parloaTurn('call-known', 't-1', false))));
    await recorder.record(fourth, [known, fresh, again].flatMap(ofAudiocodes));
    expect(planted(await bodies(fourth.id))).not.toEqual([]);
    for (const call of ['call-known', 'call-new']) {
      await recorder.record(fourth, itemsOf(payloadOf('PARLOA', parloaTurn(call, `t-of-${call}`, true))));
    }
    expect(planted(await bodies(fourth.id))).toEqual([]);
    const [{ names } = { names: -1 }] = await stored.database.read<{ names: number }>(
      sql`SELECT count(*) AS names FROM quarantined_name WHERE client_id = ${fourth.id}`,
    );
    expect(Number(names)).toBe(0);
    const results = await recorder.record(fourth, [known, fresh].flatMap(ofAudiocodes));
    expect(results.map(({ outcome }) => outcome)).toEqual(['REJECTED', 'REJECTED']);
    const kept = await bodies(fourth.id);
    expect(planted(kept)).toEqual([]);
    // The turns, and each signal once, whatever the order of its keys.
    expect(kept).toHaveLength(5);
  });

  test('is masked where it names nothing but a turn of the call, before it is known and after', async () => {
    const fifth = clientOf(205);
    const odd = (text: string) => itemsOf({ source: 'PARLOA', text });
    const broken = JSON.stringify({ ...parloaTurn('call-5', 't-5', false), requestTimestamp: 'soon' });
    const unnamed = broken.replaceAll('call-5', '');
    await recorder.record(fifth, odd(unnamed));
    expect(planted(await bodies(fifth.id))).not.toEqual([]);
    await recorder.record(fifth, itemsOf(payloadOf('PARLOA', parloaTurn('call-5', 't-5', true))));
    expect(planted(await bodies(fifth.id))).toEqual([]);
    await recorder.record(fifth, odd(unnamed.replace('soon', 'later')));
    expect(planted(await bodies(fifth.id))).toEqual([]);
  });
});
