import { expect, test } from '@jest/globals';
import { isConnectionLoss } from '../../../src/persistence/connection-loss.js';

const failure = (message: string, code?: string) => Object.assign(new Error(message), { code });

test('a database that went away is told from a statement that was wrong', () => {
  expect(isConnectionLoss(failure('terminating connection due to administrator command', '57P01'))).toBe(true);
  expect(isConnectionLoss(failure('connection failure', '08006'))).toBe(true);
  expect(isConnectionLoss(failure('read ECONNRESET', 'ECONNRESET'))).toBe(true);
  expect(isConnectionLoss(failure('Connection terminated unexpectedly'))).toBe(true);
  expect(isConnectionLoss(failure('duplicate key value violates unique constraint', '23505'))).toBe(false);
  expect(isConnectionLoss(failure('A record without an identifier reached the recorder.'))).toBe(false);
  expect(isConnectionLoss('57P01')).toBe(false);
});
