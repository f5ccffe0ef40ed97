import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ROOT } from '../support/program.js';

const BUILD = path.join(ROOT, 'bin/build.cjs');
let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'talkgraph-build-'));
  mkdirSync(path.join(root, 'src/server'), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2024',
    rootDir: 'src',
    outDir: 'dist',
    types: [],
    strict: true,
    sourceMap: true,
  };
  writeFileSync(path.join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  writeFileSync(path.join(root, 'package-lock.json'), '{}');
  mkdirSync(path.join(root, 'src/services/insights'), { recursive: true });
  writeFileSync(path.join(root, 'src/services/insights/thread.ts'), 'export {};');
  writeSource('export const answer = 1;');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function writeSource(source: string): void {
  writeFileSync(path.join(root, 'src/server/main.ts'), source);
}

const built = () => readFileSync(path.join(root, 'dist/bundle/main.js'), 'utf8');

async function build(): Promise<{ code: number | null; said: string }> {
  const call = `require(${JSON.stringify(BUILD)}).ensureBuilt(${JSON.stringify(root)})`;
  const child = spawn(process.execPath, ['-e', call], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { said: await text(child.stderr), code: await exit };
}

describe('the command builds', () => {
  test('what is missing, and says so', async () => {
    const { code, said } = await build();
    expect([code, built()]).toEqual([0, expect.stringContaining('answer = 1')]);
    expect(said).toMatch(/^Building …\nBuilt dist in \d+\.\d s\.\n$/);
  });

  test('with maps that lead to the sources', async () => {
    await build();
    const map = JSON.parse(readFileSync(path.join(root, 'dist/bundle/main.js.map'), 'utf8'));
    expect(map.sources).toContain('../../src/server/main.ts');
  });

  test('nothing where nothing has changed', async () => {
    await build();
    expect(await build()).toEqual({ code: 0, said: '' });
  });

  test('what has changed, and leaves out what is gone', async () => {
    writeFileSync(path.join(root, 'src/gone.ts'), 'export {};');
    await build();
    rmSync(path.join(root, 'src/gone.ts'));
    writeSource('export const answer = 2;');
    const { said } = await build();
    expect(said).toMatch(/^src has changed: building …/);
    expect(built()).toContain('answer = 2');
    expect(existsSync(path.join(root, 'dist/gone.js'))).toBe(false);
  });

  test('anew where other libraries are installed, but for those that only help to develop', async () => {
    const modules = path.join(root, 'node_modules');
    const install = (packages: object) =>
      writeFileSync(path.join(modules, '.package-lock.json'), JSON.stringify({ packages }));
    rmSync(modules);
    mkdirSync(modules);
    for (const tool of ['typescript', 'rolldown']) {
      symlinkSync(path.join(ROOT, 'node_modules', tool), path.join(modules, tool));
    }
    install({ 'node_modules/a': { version: '1.0.0' } });
    await build();
    install({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0', dev: true } });
    expect(await build()).toEqual({ code: 0, said: '' });
    install({ 'node_modules/a': { version: '1.0.1' } });
    expect((await build()).said).toContain('Built dist');
  });

  test('although an editor has left a link that leads nowhere', async () => {
    symlinkSync('user@host.1', path.join(root, 'src/server/.#main.ts'));
    expect(await build()).toMatchObject({ code: 0, said: expect.stringContaining('Built dist') });
  });

  test('once, where several start at the same time', async () => {
    const builds = await Promise.all([build(), build(), build()]);
    expect(builds.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(builds.filter(({ said }) => said.includes('Building'))).toHaveLength(1);
    expect(readdirSync(root).sort()).toEqual(['dist', 'node_modules', 'package-lock.json', 'src', 'tsconfig.json']);
  });

  test('although an earlier start died in the middle', async () => {
    // No process has the highest number that there can be.
    writeFileSync(path.join(root, 'dist.lock'), String(2 ** 22 + 1));
    mkdirSync(path.join(root, 'dist.new'));
    expect((await build()).code).toBe(0);
    expect(readdirSync(root).sort()).toEqual(['dist', 'node_modules', 'package-lock.json', 'src', 'tsconfig.json']);
  });

  test('nothing of sources that do not compile, and keeps what was built', async () => {
    await build();
    writeSource('export const answer: string = 3;');
    const { code, said } = await build();
    expect(code).not.toBe(0);
    expect(said).toContain('The sources do not compile.');
    expect(built()).toContain('answer = 1');
  });
});

describe('the command runs what is built', () => {
  test('where there are no sources', async () => {
    await build();
    rmSync(path.join(root, 'src'), { recursive: true });
    expect(await build()).toEqual({ code: 0, said: '' });
  });

  test('where there is no compiler, and says when it is stale', async () => {
    await build();
    rmSync(path.join(root, 'node_modules'));
    expect(await build()).toEqual({ code: 0, said: '' });
    writeSource('export const answer = 4;');
    expect(await build()).toEqual({ code: 0, said: expect.stringContaining('running dist as it stands') });
  });

  test('and says what is needed where there is nothing to run', async () => {
    rmSync(path.join(root, 'node_modules'));
    expect((await build()).said).toContain('Run `npm ci` and start again.');
    rmSync(path.join(root, 'src'), { recursive: true });
    expect((await build()).said).toContain('the installation is incomplete');
  });
});

describe('the page', () => {
  const page = () => readFileSync(path.join(root, 'dist/dashboard/index.html'), 'utf8');
  const writePage = (title: string) =>
    writeFileSync(path.join(root, 'src/dashboard/index.html'), `<title>${title}</title>`);

  beforeEach(() => {
    mkdirSync(path.join(root, 'src/dashboard'));
    writePage('first');
  });

  test('is built with the rest, and alone where only it has changed', async () => {
    expect((await build()).said).toMatch(/^Building …\nBuilt dist .*\nBuilding the page …\nBuilt the page in .*\n$/);
    expect(page()).toContain('first');
    writePage('second');
    expect((await build()).said).toMatch(/^The page has changed: building it …\nBuilt the page in .*\n$/);
    expect([page(), built()]).toEqual([expect.stringContaining('second'), expect.stringContaining('answer = 1')]);
    expect(await build()).toEqual({ code: 0, said: '' });
  });

  test('stays as it is where only the rest has changed', async () => {
    await build();
    writeSource('export const answer = 2;');
    expect((await build()).said).toMatch(/^src has changed: building …\nBuilt dist in .*\n$/);
    expect([page(), built()]).toEqual([expect.stringContaining('first'), expect.stringContaining('answer = 2')]);
  });

  test('that does not build is named, and what was built stays', async () => {
    await build();
    writeFileSync(path.join(root, 'src/dashboard/index.html'), '<script type="module" src="./none.js"></script>');
    const { code, said } = await build();
    expect([code, said]).toEqual([1, expect.stringContaining('The page does not build.')]);
    expect(page()).toContain('first');
  });
});
