'use strict';

const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const STAMP = '.built-from';
const BUNDLER = path.join(__dirname, 'bundle.mjs');
const LOCK_STALE_MS = 60_000;

/** What keeps the program from being built, in a sentence for people. */
class BuildError extends Error {}

/**
 * Compiles `src` to `dist`, bundles what is served to `dist/bundle`, and the page in `src/dashboard` to `dist/dashboard`,
 * each where it is missing or was built from other sources. The page is left alone `withPage` false. Several starts at
 * once build one after the other, and only the first one does the work.
 */
function ensureBuilt(root, { withPage = true } = {}) {
  const dist = path.join(root, 'dist');
  const sources = fingerprints(root, withPage);
  if (sources === null) {
    if (!isComplete(dist)) throw new BuildError('There is neither src nor dist here: the installation is incomplete.');
    return;
  }
  if (isCurrent(dist, sources)) return;
  if (![compilerOf(root), bundlerOf(root)].every((tool) => fs.existsSync(tool))) {
    if (!isComplete(dist))
      throw new BuildError(
        'dist is missing or of an older version, and so is the compiler. Run `npm ci` and start again.',
      );
    console.error(
      'src or its libraries have changed since dist was built and the compiler is not installed: running dist as it stands.',
    );
    return;
  }
  withLock(path.join(root, 'dist.lock'), () => {
    if (!isBuiltFrom(dist, sources.program)) build(root, dist, sources.program);
    if (!isPageCurrent(dist, sources.page)) buildPage(root, dist, sources.page);
  });
}

/** A hash for each of what is built, over the names and contents of all that it is made of; null without sources. */
function fingerprints(root, withPage) {
  const src = path.join(root, 'src');
  if (!fs.existsSync(src)) return null;
  const page = path.join(src, 'dashboard') + path.sep;
  const files = filesIn(src);
  const [ofPage, ofProgram] = [true, false].map((is) => files.filter((file) => file.startsWith(page) === is).sort());
  return {
    program: `${hashOf(root, [...ofProgram, path.join(root, 'tsconfig.json'), BUNDLER])} ${librariesOf(root)}`,
    // What the page is made with is bundled into it.
    page: ofPage.length === 0 || !withPage ? null : hashOf(root, [...ofPage, path.join(root, 'package-lock.json')]),
  };
}

/**
 * A hash over the program's libraries that are installed, which may not be those of the lock file. Empty where npm has left no
 * list of them.
 */
function librariesOf(root) {
  const list = path.join(root, 'node_modules', '.package-lock.json');
  if (!fs.existsSync(list)) return '';
  const { packages } = JSON.parse(fs.readFileSync(list, 'utf8'));
  const libraries = Object.entries(packages).filter(([, { dev }]) => !dev);
  return createHash('sha256')
    .update(libraries.map(([name, { version }]) => `${name} ${version}`).join('\n'))
    .digest('hex');
}

// Node's own recursion takes three times as long, at each start.
function filesIn(directory) {
  return fs.readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(directory, entry.name);
    if (entry.isDirectory()) return filesIn(name);
    // Editors leave links that lead nowhere.
    return entry.isFile() ? [name] : [];
  });
}

function hashOf(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function isComplete(dist) {
  return fs.existsSync(path.join(dist, 'bundle', 'main.js'));
}

function isCurrent(dist, sources) {
  return isBuiltFrom(dist, sources.program) && isPageCurrent(dist, sources.page);
}

function isBuiltFrom(dist, source) {
  // Where nobody knows of the libraries, they are taken for those that it was built with.
  return isComplete(dist) && stampOf(dist)?.startsWith(source);
}

function isPageCurrent(dist, source) {
  return source === null || stampOf(pageOf(dist)) === source;
}

function stampOf(directory) {
  try {
    return fs.readFileSync(path.join(directory, STAMP), 'utf8');
  } catch {
    return null;
  }
}

function pageOf(dist) {
  return path.join(dist, 'dashboard');
}

function compilerOf(root) {
  return path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
}

function bundlerOf(root) {
  return path.join(root, 'node_modules', 'rolldown', 'package.json');
}

/** Compiles beside `dist` and then swaps, so that nobody ever reads half of it. */
function build(root, dist, source) {
  console.error(fs.existsSync(dist) ? 'src has changed: building …' : 'Building …');
  const started = Date.now();
  const fresh = `${dist}.new`;
  const former = `${dist}.old`;
  for (const leftover of [fresh, former]) fs.rmSync(leftover, { recursive: true, force: true });
  const compiled = run(root, [compilerOf(root), '-p', root, '--outDir', fresh]);
  if (compiled !== null) throw abandon(fresh, `${compiled}\nThe sources do not compile.`);
  const bundled = run(root, [BUNDLER, fresh]);
  if (bundled !== null) throw abandon(fresh, `${bundled}\nThe program cannot be bundled.`);
  fs.writeFileSync(path.join(fresh, STAMP), source);
  if (fs.existsSync(pageOf(dist))) fs.cpSync(pageOf(dist), pageOf(fresh), { recursive: true });
  swap(dist, fresh, former);
  console.error(`Built dist in ${secondsSince(started)} s.`);
}

/** The page in the same way: beside, then swapped. */
function buildPage(root, dist, source) {
  const bundler = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!fs.existsSync(bundler)) {
    console.error('The page has changed and its bundler is not installed: run `npm ci`. Everything else is served.');
    return;
  }
  console.error(fs.existsSync(pageOf(dist)) ? 'The page has changed: building it …' : 'Building the page …');
  const started = Date.now();
  const fresh = `${dist}.page.new`;
  const former = `${dist}.page.old`;
  for (const leftover of [fresh, former]) fs.rmSync(leftover, { recursive: true, force: true });
  const args = ['build', path.join(root, 'src', 'dashboard'), '--outDir', fresh, '--logLevel', 'warn'];
  const bundled = run(root, [bundler, ...args]);
  if (bundled !== null) throw abandon(fresh, `${bundled}\nThe page does not build.`);
  fs.writeFileSync(path.join(fresh, STAMP), source);
  swap(pageOf(dist), fresh, former);
  console.error(`Built the page in ${secondsSince(started)} s.`);
}

/** What a tool said where it failed, else null. */
function run(root, args) {
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  return status === 0 ? null : `${stdout}${stderr}`;
}

function abandon(fresh, words) {
  fs.rmSync(fresh, { recursive: true, force: true });
  return new BuildError(words);
}

function swap(current, fresh, former) {
  if (fs.existsSync(current)) fs.renameSync(current, former);
  fs.renameSync(fresh, current);
  fs.rmSync(former, { recursive: true, force: true });
}

function secondsSince(started) {
  return ((Date.now() - started) / 1000).toFixed(1);
}

function withLock(lock, work) {
  acquire(lock);
  try {
    work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function acquire(lock) {
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw new BuildError(`dist cannot be written here (${error.code}).`);
    }
    if (isAbandoned(lock)) fs.rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}

function isAbandoned(lock) {
  try {
    const holder = Number(fs.readFileSync(lock, 'utf8'));
    if (Date.now() - fs.statSync(lock).mtimeMs > LOCK_STALE_MS) return true;
    // Empty for the instant between its creation and the holder's number.
    if (holder === 0) return false;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

module.exports = { BuildError, ensureBuilt };

if (require.main === module) {
  try {
    ensureBuilt(path.join(__dirname, '..'), { withPage: !process.argv.includes('--without-page') });
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
