import { hangupBody } from '../payloads/bodies.ts';
import { deliveryOf, GroupCommitRecorder, openDatabase, StoredClients, VENDORS } from '../product.ts';
import { CLIENT } from './question.ts';

const IGNORED_WAKE = { signal: () => undefined, listen: () => () => undefined, close: async () => undefined };

// Of this process, so that no call comes twice.
let call = 0;

/** Records hang-ups into a database, as another process does beside the one that is measured. */
export async function hangupsInto(url: string): Promise<(count: number) => Promise<void>> {
  const onError = (error: unknown) => {
    throw error;
  };
  const database = await openDatabase({ url, poolSize: 2 });
  const clients = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
  const options = { queueItems: 20_000, commitItems: 1_000, defaultCountry: 'DE' };
  const recorder = new GroupCommitRecorder(database, IGNORED_WAKE, options);
  const client = await clients.clientByPublicId(CLIENT);
  if (client === null) throw new Error('The client was not made.');
  return async (count) => {
    await recorder.record(client, Array.from({ length: count }, () => itemsOf(call++)).flat());
  };
}

function itemsOf(call: number) {
  const delivery = deliveryOf(Buffer.from(hangupBody({ call, turn: 1 })), 1);
  if (!delivery.json) throw new Error('A payload is no JSON.');
  return delivery.items.flatMap((item) => VENDORS[0]?.adapt(item) ?? []);
}
