import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT } from '../support/program.js';

test('every test that SECURITY.md names exists, and every advice names one', () => {
  const page = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8');
  const rows = page
    .slice(page.indexOf('| advice |'))
    .split('\n')
    .slice(2)
    .filter((line) => line.startsWith('|'));
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) {
    const files = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file ?? '');
    expect([row, files.length > 0, files.filter((file) => !existsSync(path.join(ROOT, file)))]).toEqual([
      row,
      true,
      [],
    ]);
  }
});
