import { readFile, writeFile } from 'node:fs/promises';
import { argv, exit, stderr } from 'node:process';
import { createSchema, printSorted } from './schema.js';

// `npm run schema` writes schema.graphql; with --check it fails where the file is not what the code says.
const FILE = 'schema.graphql';
const printed = printSorted(await createSchema());

if (!argv.includes('--check')) {
  await writeFile(FILE, printed);
} else if ((await readFile(FILE, 'utf8').catch(() => '')) !== printed) {
  stderr.write(`${FILE} is not what the code says: run npm run schema and commit it.\n`);
  exit(1);
}
