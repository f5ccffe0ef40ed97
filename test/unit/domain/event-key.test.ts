import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { codePart, eventKey, idPart, isHidden, storedKey } from '../../../src/domain/event-key.js';

const keyed = (text: string) => createHmac('sha256', 'a key').update(text).digest('base64url');
const stored = (...parts: Parameters<typeof eventKey>[0]) => storedKey(eventKey(parts), keyed);

describe('a key', () => {
  test.each(['', 'busy', 'client-disconnected', 'transferFailed', 'no_answer', 'sip.603', '486', '16'])(
    'holds the code %j as it is',
    (code) => {
      expect(eventKey(['transferStatus', 'c-1', codePart(code)])).toEqual({ key: `transferStatus/c-1/${code}` });
    },
  );

  test.each([
    'Frau Kanarie',
    '+4917670919361',
    '4917670919361',
    'tel:4917670919361',
    'k@x.example',
    'x'.repeat(41),
    'ä',
  ])('holds a keyed hash of the code %j', (code) => {
    const key = stored('transferStatus', 'c-1', codePart(code));
    expect(key).toMatch(/^transferStatus\/c-1\/~~[\w-]{43}$/);
    expect(isHidden(key)).toBe(true);
    expect(stored('transferStatus', 'c-1', codePart(code))).toBe(key);
    expect(stored('transferStatus', 'c-1', codePart(`${code}!`))).not.toBe(key);
  });

  test.each(['6d1e5a52-5a2c-4b1e-9f0a-2b6a3f0c9d11', 'a-2', 'SM00af', '17'])('holds the id %j as it is', (id) => {
    expect(idPart(id)).toBe(id);
  });

  test.each(['Frau Kanarie', '4917670919361', '0176-70919361', 'a@x.example', 'A'.repeat(43)])(
    'does not hold the id %j',
    (id) => {
      expect(idPart(id)).toEqual({ text: id });
    },
  );

  test('is never longer than an index holds', () => {
    expect(stored('x'.repeat(400), { text: 'a b' }, 'y'.repeat(400)).length).toBeLessThan(100);
  });
});
