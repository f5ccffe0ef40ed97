import { expect, test } from '@jest/globals';
import { freshDatabase } from '../support/fresh-database.js';
import { startProgram } from '../support/program.js';

// npm's shell died of the signal and left the program behind, serving, with nobody to stop it.
test('a SIGTERM to `npm start` stops the program, and npm ends as it does', async () => {
  const database = await freshDatabase();
  const program = await startProgram({ DATABASE_URL: database.url, LOG_LEVEL: 'info' }, ['npm', 'start']);
  try {
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.lines.at(-1)).toContain('"msg":"stopped"');
    await expect(fetch(`${program.url}/livez`)).rejects.toThrow('fetch failed');
  } finally {
    await program.dispose();
    await database.dispose();
  }
});
