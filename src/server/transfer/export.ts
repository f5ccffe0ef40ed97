import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { Actor, AuditAction } from '../../domain/audit-entry.js';
import type { Instant } from '../../domain/source.js';
import { audited } from '../../services/audit-log.js';
import { exportLines } from '../../services/transfer/export.js';
import type { Environment } from '../environment.js';
import { openFor } from './gateway.js';
import { count } from './progress.js';
import type { ExportUsage } from './usage.js';

const PIECE = 65_536;

/** `talkgraph export`: writes all that was delivered for a client, a line at a time. */
export async function exportFile(environment: Environment, usage: ExportUsage): Promise<void> {
  const { since, until, output } = usage;
  const { database, client } = await openFor(environment, usage.clientId, false);
  try {
    const act = { client: client.id, actor: Actor.COMMAND_LINE, action: AuditAction.EXPORT };
    const audit = await audited(database, act);
    await database.unitsOfWork.run((unit) => audit(unit, { since: timeOf(since), until: timeOf(until) }));
    const target = output === null ? process.stdout : createWriteStream(output, { mode: 0o600 });
    const lines = exportLines(database, { client, since, until, defaultCountry: environment.DEFAULT_COUNTRY });
    const written = await write(lines, target);
    if (output !== null) target.end();
    if (output !== null) await once(target, 'close');
    console.error(`Exported ${count(written)} lines.`);
  } finally {
    await database.close();
  }
}

function timeOf(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

async function write(lines: AsyncIterable<string>, target: Writable): Promise<number> {
  let failure: Error | undefined;
  target.once('error', (error) => {
    failure = error;
  });
  let written = 0;
  let piece = '';
  const flush = async () => {
    if (failure !== undefined) throw failure;
    if (!target.write(piece)) await once(target, 'drain');
    piece = '';
  };
  for await (const line of lines) {
    written++;
    piece += `${line}\n`;
    if (piece.length >= PIECE) await flush();
  }
  await flush();
  if (failure !== undefined) throw failure;
  return written;
}
