import { expect, test } from '@jest/globals';
import { compile, list, raw, sql, whole } from '../../../src/persistence/sql.js';

test('a list is one value: an array that PostgreSQL can judge, and JSON for SQLite', () => {
  const query = sql`SELECT id FROM call c WHERE c.${raw('status')} IN ${list(['OPEN', "a'b"])} AND id IN ${list([1, 2])}`;
  expect(compile(query, 'postgresql')).toEqual({
    text: 'SELECT id FROM call c WHERE c.status = ANY ($1::text[]) AND id = ANY ($2::bigint[])',
    parameters: [
      ['OPEN', "a'b"],
      [1, 2],
    ],
  });
  expect(compile(query, 'sqlite')).toEqual({
    text: 'SELECT id FROM call c WHERE c.status IN (SELECT value FROM json_each(?)) AND id IN (SELECT value FROM json_each(?))',
    parameters: [`["OPEN","a'b"]`, '[1,2]'],
  });
});

test('a list that nothing is in finds nothing, and nothing is kept out by it', () => {
  const query = sql`SELECT 1 WHERE 1 IN ${list([])}`;
  for (const dialect of ['postgresql', 'sqlite'] as const) {
    expect(compile(query, dialect)).toEqual({ text: 'SELECT 1 WHERE 1 IN (NULL)', parameters: [] });
  }
});

test('a list is rows where it stands for a table, or for what is left out', () => {
  const query = sql`WITH t (n) AS ${list([1])} SELECT n FROM t WHERE n NOT IN ${list([2])}`;
  expect(compile(query, 'postgresql')).toEqual({
    text: 'WITH t (n) AS (SELECT unnest($1::bigint[])) SELECT n FROM t WHERE n NOT IN (SELECT unnest($2::bigint[]))',
    parameters: [[1], [2]],
  });
});

test('a whole number stands in the text, and nothing else can', () => {
  const query = sql`SELECT 1 LIMIT ${whole(21)}`;
  for (const dialect of ['postgresql', 'sqlite'] as const) {
    expect(compile(query, dialect)).toEqual({ text: 'SELECT 1 LIMIT 21', parameters: [] });
  }
  for (const wrong of [1.5, Number.NaN, Number.POSITIVE_INFINITY, '1; DROP TABLE call' as unknown as number]) {
    expect(() => whole(wrong)).toThrow('A whole number is written as one.');
  }
});
