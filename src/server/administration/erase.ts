import { text } from 'node:stream/consumers';
import { Actor } from '../../domain/audit-entry.js';
import { SqlErasure } from '../../services/erasure.js';
import { readDelivery } from '../../webhooks/read-delivery.js';
import type { Environment } from '../environment.js';
import { openFor, wakeOthers } from '../transfer/gateway.js';
import type { EraseUsage } from './usage.js';

/** `talkgraph erase`: takes a person out of everything that is stored, or counts what that would be. */
export async function eraseCaller(environment: Environment, usage: EraseUsage): Promise<void> {
  const caller = usage.caller ?? (await text(process.stdin)).trim();
  const { database, client } = await openFor(environment, usage.clientId, false);
  const wake = wakeOthers(environment, (error) => console.error(error));
  try {
    const erasure = new SqlErasure(database, {
      defaultCountry: environment.DEFAULT_COUNTRY,
      read: (source, body, address, wasUnderstood) =>
        readDelivery(source, body, address, environment.BODY_MAXIMUM_DEPTH, wasUnderstood),
      wake,
    });
    const { countryCode, dryRun } = usage;
    const counts = await erasure.eraseCaller(client, { caller, countryCode, dryRun }, Actor.COMMAND_LINE);
    console.error(dryRun ? 'Nothing was changed. It would be:' : 'Erased:');
    console.log(JSON.stringify(counts, null, 2));
  } finally {
    await wake.close();
    await database.close();
  }
}
