'use strict';

const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const STAMP = '.built-from';
const LOCK_STALE_MS = 60_000;

/** What keeps the program from being built, in a sentence for people. */
class BuildError extends Error {}

/**
 * Compiles `src` to `dist` where `dist` is missing or was built from other sources.
 * Several starts at once build one after the other, and only the first one compiles.
 */
function ensureBuilt(root) {
  const dist = path.join(root, 'dist');
  const source = fingerprint(root);
  if (source === null) {
    if (!isComplete(dist)) throw new BuildError('There is neither src nor dist here: the installation is incomplete.');
    return;
  }
  if (isBuiltFrom(dist, source)) return;
  if (!fs.existsSync(compilerOf(root))) {
    if (!isComplete(dist))
      throw new BuildError('dist is missing and so is the compiler. Run `npm ci` and start again.');
    console.error('src has changed since dist was built and the compiler is not installed: running dist as it stands.');
    return;
  }
  withLock(path.join(root, 'dist.lock'), () => {
    if (!isBuiltFrom(dist, source)) build(root, dist, source);
  });
}

/** A hash over the names and contents of all that the compiler reads; null without sources. */
function fingerprint(root) {
  const src = path.join(root, 'src');
  if (!fs.existsSync(src)) return null;
  const files = fs.readdirSync(src, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => path.join(file.parentPath, file.name));
  const hash = createHash('sha256');
  for (const file of [...paths.sort(), path.join(root, 'tsconfig.json')]) {
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function isComplete(dist) {
  return fs.existsSync(path.join(dist, 'server', 'main.js'));
}

function isBuiltFrom(dist, source) {
  try {
    return fs.readFileSync(path.join(dist, STAMP), 'utf8') === source && isComplete(dist);
  } catch {
    return false;
  }
}

function compilerOf(root) {
  return path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
}

/** Compiles beside `dist` and then swaps, so that nobody ever reads half of it. */
function build(root, dist, source) {
  console.error(fs.existsSync(dist) ? 'src has changed: building …' : 'Building …');
  const started = Date.now();
  const fresh = `${dist}.new`;
  const former = `${dist}.old`;
  for (const leftover of [fresh, former]) fs.rmSync(leftover, { recursive: true, force: true });
  const compiled = spawnSync(process.execPath, [compilerOf(root), '-p', root, '--outDir', fresh], { encoding: 'utf8' });
  if (compiled.status !== 0) {
    fs.rmSync(fresh, { recursive: true, force: true });
    throw new BuildError(`${compiled.stdout}${compiled.stderr}\nThe sources do not compile.`);
  }
  fs.writeFileSync(path.join(fresh, STAMP), source);
  if (fs.existsSync(dist)) fs.renameSync(dist, former);
  fs.renameSync(fresh, dist);
  fs.rmSync(former, { recursive: true, force: true });
  console.error(`Built dist in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
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

if (require.main === module) ensureBuilt(path.join(__dirname, '..'));
