import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** What each room may import. The arrow points from the server to the domain, and nowhere else. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  persistence: ['domain'],
  live: ['domain', 'persistence'],
  services: ['domain', 'persistence'],
  graphql: ['domain', 'services', 'live'],
  rest: ['domain', 'services'],
  webhooks: ['domain', 'services'],
  server: ['domain', 'persistence', 'live', 'services', 'graphql', 'rest', 'webhooks'],
};
const DRAWERS = /^(utils?|commons?|shared|helpers?|misc)(\.|$)/i;
const FILE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z]+)?\.ts$/;
const MAXIMUM_LINES = 300;

const src = path.resolve(import.meta.dirname, '../../src');
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => path.join(path.relative(src, entry.parentPath), entry.name))
  .filter((file) => !file.startsWith('dashboard'));

const textOf = (file: string) => readFileSync(path.join(src, file), 'utf8');
const roomOf = (file: string) => file.split(path.sep)[0] ?? '';

/** The source files that a file imports, statically or not, for their values or their types. */
function importsOf(file: string): string[] {
  const specifiers = textOf(file).matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.[^'"]+)['"]/g);
  return [...specifiers].map(([, specifier]) => path.join(path.dirname(file), specifier ?? ''));
}

function offenders(isOffence: (file: string) => boolean): string[] {
  return files.filter(isOffence);
}

describe('the house', () => {
  test('has the rooms that the arrow knows, and files in them', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(offenders((file) => !(roomOf(file) in MAY_IMPORT))).toEqual([]);
  });

  test('is imported in one direction', () => {
    const wrong = files.flatMap((file) => {
      const allowed = [roomOf(file), ...(MAY_IMPORT[roomOf(file)] ?? [])];
      const strangers = importsOf(file).filter((target) => !allowed.includes(roomOf(target)));
      return strangers.map((target) => `${file} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test('imports only what is in it', () => {
    const sources = new Set(files.map((file) => file.replace(/\.ts$/, '.js')));
    const missing = files.flatMap((file) => importsOf(file).filter((target) => !sources.has(target)));
    expect(missing).toEqual([]);
  });

  test('binds no LIMIT where it reads, for which SQLite would plan anew with each run', () => {
    const reads = offenders((file) => file.startsWith(path.join('persistence', 'queries')));
    expect(reads.length).toBeGreaterThan(10);
    expect(reads.filter((file) => /LIMIT \$\{(?!whole\()/.test(textOf(file)))).toEqual([]);
  });

  test('keeps no web framework and no ORM in its domain', () => {
    const foreign = /from '(fastify|graphql|type-graphql|@apollo|@mikro-orm|pg|better-sqlite3|ws)[/']/;
    expect(offenders((file) => roomOf(file) === 'domain' && foreign.test(textOf(file)))).toEqual([]);
  });

  test('has no drawers for this and that', () => {
    expect(offenders((file) => file.split(path.sep).some((name) => DRAWERS.test(name)))).toEqual([]);
  });

  test('names its files in one way', () => {
    expect(offenders((file) => !FILE_NAME.test(path.basename(file)))).toEqual([]);
  });

  test('reads the environment in one file', () => {
    const readers = offenders((file) => /process\s*\.\s*env\b|process\[['"]env/.test(textOf(file)));
    expect(readers).toEqual([path.join('server', 'environment.ts')]);
  });

  test(`has no file above ${MAXIMUM_LINES} lines`, () => {
    expect(offenders((file) => textOf(file).trimEnd().split('\n').length > MAXIMUM_LINES)).toEqual([]);
  });

  test('leaves nothing for later', () => {
    expect(offenders((file) => /\b(TODO|FIXME|XXX)\b|not implemented/i.test(textOf(file)))).toEqual([]);
  });
});

/** What each room of the page may import: its pages stand beside each other, and the shell is around them. */
const PAGE_MAY_IMPORT: Record<string, readonly string[]> = {
  generated: [],
  theme: [],
  route: [],
  language: ['generated'],
  gateway: ['generated'],
  elements: ['generated', 'language', 'route'],
  chart: ['language', 'theme', 'elements'],
  filter: ['generated', 'route', 'language'],
  ...Object.fromEntries(
    ['now', 'flow', 'calls', 'figures'].map((page) => [
      page,
      ['generated', 'theme', 'route', 'language', 'gateway', 'elements', 'chart', 'filter'],
    ]),
  ),
  shell: ['theme', 'route', 'language', 'gateway', 'elements', 'now', 'flow', 'calls', 'figures'],
};

describe('the page', () => {
  const page = path.join(src, 'dashboard');
  const sources = readdirSync(page, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(path.relative(page, entry.parentPath), entry.name));
  const inRooms = sources.filter((file) => file.includes(path.sep) && roomOf(file) !== 'generated');
  const importsIn = (file: string) =>
    importsOf(path.join('dashboard', file)).map((to) => path.relative('dashboard', to));

  test('talks to the gateway by its public API alone', () => {
    const outside = sources.filter((file) => importsIn(file).some((target) => target.startsWith('..')));
    const foreign = /from '(node:|fastify|type-graphql|@apollo|@mikro-orm|pg|better-sqlite3|ws')/;
    const servers = inRooms.filter((file) => foreign.test(textOf(path.join('dashboard', file))));
    expect([outside, servers]).toEqual([[], []]);
    expect(files.filter((file) => importsOf(file).some((target) => roomOf(target) === 'dashboard'))).toEqual([]);
  });

  test('is imported in one direction', () => {
    const wrong = inRooms.flatMap((file) => {
      const allowed = [roomOf(file), ...(PAGE_MAY_IMPORT[roomOf(file)] ?? [])];
      const strangers = importsIn(file).filter((target) => !allowed.includes(roomOf(target)));
      return strangers.map((target) => `${file} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test('is as tidy as the house', () => {
    const long = (file: string) => textOf(path.join('dashboard', file)).trimEnd().split('\n').length > MAXIMUM_LINES;
    expect(inRooms.length).toBeGreaterThan(20);
    expect(inRooms.filter((file) => !(roomOf(file) in PAGE_MAY_IMPORT))).toEqual([]);
    expect(inRooms.filter((file) => file.split(path.sep).some((name) => DRAWERS.test(name)))).toEqual([]);
    expect(inRooms.filter((file) => !FILE_NAME.test(path.basename(file).replace(/x$/, '')))).toEqual([]);
    expect(inRooms.filter(long)).toEqual([]);
  });
});
