import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';

/** Native, or loaded only where they are asked for: they stay where they are installed. */
const OUTSIDE = [/^better-sqlite3$/, /^@nats-io\//, /^@opentelemetry\/(?!api$)/, /^pino-pretty$/, /^xmlbuilder2$/];

/** type-graphql asks for it only where arguments are to be validated by it. */
const NEVER_LOADED = [/^class-validator$/];

/** With these, `node --enable-source-maps` tells the lines of `src`. */
const mapsOf = (directory) => ({
  name: 'maps-of-the-compiler',
  load(id) {
    if (!id.startsWith(directory + path.sep)) return null;
    return { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') };
  },
});

/** Makes few files of the many hundred that a start would look for one by one. */
async function bundle(directory) {
  const program = await rolldown({
    input: {
      main: path.join(directory, 'server/main.js'),
      thread: path.join(directory, 'services/insights/thread.js'),
    },
    platform: 'node',
    external: [...OUTSIDE, ...NEVER_LOADED],
    plugins: [mapsOf(directory)],
    tsconfig: false,
    onLog(level, log, pass) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      pass(level, log);
    },
  });
  // Names of classes are names of entities and types.
  await program.write({
    dir: path.join(directory, 'bundle'),
    format: 'esm',
    keepNames: true,
    sourcemap: true,
    comments: { legal: true, annotation: false, jsdoc: false },
  });
}

await bundle(path.resolve(process.argv[2]));
