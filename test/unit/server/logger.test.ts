import { describe, expect, test } from '@jest/globals';
import { createLogger } from '../../../src/server/logger.js';

async function linesOf(write: (logger: Awaited<ReturnType<typeof createLogger>>) => void): Promise<string[]> {
  const lines: string[] = [];
  write(await createLogger('info', { write: (line) => lines.push(line) }));
  return lines;
}

class UniqueConstraintViolationException extends Error {
  readonly code = '23505';
  readonly constraint = 'call_identity_unique';
}

describe('the log', () => {
  test('is one JSON object a line, with the time and the level in words', async () => {
    const [line = ''] = await linesOf((logger) => logger.info({ route: '/livez' }, 'request'));
    expect(JSON.parse(line)).toMatchObject({ level: 'info', route: '/livez', msg: 'request' });
    expect(Date.parse(JSON.parse(line).time)).not.toBeNaN();
  });

  test('keeps no keys, headers or bodies', async () => {
    const lines = await linesOf((logger) => {
      logger.info({ authorization: 'Bearer hidden', headers: { cookie: 'hidden' }, body: 'hidden' }, 'all');
      logger.info({ request: { headers: { authorization: 'hidden' }, body: 'hidden' }, secret: 'hidden' }, 'nested');
      logger.info({ 'x-functions-key': 'hidden', code: 'hidden' }, 'vendors');
    });
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('hidden');
  });

  test('tells of an error what it is and where it arose', async () => {
    const cause = new TypeError('the cause');
    const [line = ''] = await linesOf((logger) => logger.error({ err: new Error('told', { cause }) }, 'failed'));
    expect(JSON.parse(line).err).toMatchObject({ type: 'Error', message: 'told', cause: { message: 'the cause' } });
    expect(JSON.parse(line).err.stack).toContain('logger.test.ts');
  });

  test.each([
    ['beside a word', (error: Error) => [{ err: error }, 'failed']],
    ['alone', (error: Error) => [error]],
  ])('leaves out what a database error repeats of its statement, logged %s', async (_name, args) => {
    const error = new UniqueConstraintViolationException("insert into call values ('hidden')");
    const [line = ''] = await linesOf((logger) => logger.error(...(args(error) as [object, string])));
    expect(JSON.parse(line).err).toMatchObject({ code: '23505', constraint: 'call_identity_unique' });
    expect(line).not.toContain('hidden');
  });
});
