import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import Database from 'better-sqlite3';

const LIBRARIES = [
  '@apollo/server',
  'better-sqlite3',
  'fastify',
  'graphql',
  'graphql-jit',
  '@mikro-orm/core',
  'type-graphql',
];

/** Where and with what the figures were taken: a line each. */
export function describeMachine(): string[] {
  const memory = Math.round(totalmem() / 2 ** 30);
  const versions = LIBRARIES.map((name) => `${name} ${versionOf(name)}`);
  return [
    `${availableParallelism()} × ${cpus()[0]?.model.trim()}, ${memory} GiB, Linux ${release()}`,
    `Node ${process.versions.node}, SQLite ${sqliteVersion()}, ${versions.join(', ')}`,
    PINNED ? 'server on core 0, load on core 1, over 127.0.0.1' : 'server and load share the cores, over 127.0.0.1',
  ];
}

/** Whether processes can be given a core of their own. */
export const PINNED = availableParallelism() > 1 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;

const TICKS_PER_SECOND = 100;

/** CPU time that a process has used so far, user and system, in milliseconds; NaN where the system does not tell. */
export function cpuOf(pid: number): number {
  // The name in brackets may hold spaces; what follows it are numbers.
  const fields = procFile(pid, 'stat')?.split(') ').at(-1)?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000;
}

/** Resident memory of a process in MiB; NaN where the system does not tell. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(procFile(pid, 'status') ?? '')?.[1]) / 1_024;
}

/** The same without what is mapped from files, such as the database's pages: what the process itself has asked for. */
export function ownMemoryOf(pid: number): number {
  return Number(/RssAnon:\s+(\d+)/.exec(procFile(pid, 'status') ?? '')?.[1]) / 1_024;
}

function procFile(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}

function versionOf(name: string): string {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function sqliteVersion(): unknown {
  const memory = new Database(':memory:');
  const version = memory.prepare('SELECT sqlite_version()').pluck().get();
  memory.close();
  return version;
}
