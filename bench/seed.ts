import { hangupBody, webhookBody } from './payloads/bodies.ts';
import { TURNS_PER_CALL } from './payloads/conversation.ts';
import { deliveryOf, GroupCommitRecorder, migrate, openDatabase, StoredClients, VENDORS } from './product.ts';

/** A client of the seeded database. */
export interface SeededClient {
  readonly name: string;
  readonly secret: string;
}

/** The clients that share the seeded calls. */
export const CLIENTS: readonly SeededClient[] = [1, 2, 3, 4, 5].map((number) => ({
  name: `bench-${number}`,
  secret: `bench-key-of-client-${number}`,
}));

/** Calls of each client. */
export const CALLS_PER_CLIENT = 1_000;

const CALLS_PER_DELIVERY = 10;
const IGNORED_WAKE = { signal: () => undefined, listen: () => () => undefined, close: async () => undefined };

/** Makes a database with all clients and their keys, and as many calls of each as asked, through the program's own write path. */
export async function seed(file: string, callsPerClient: number): Promise<void> {
  const database = await openDatabase({ url: `sqlite:${file}`, poolSize: 2 });
  try {
    await migrate(database);
    const onError = (error: unknown) => {
      throw error;
    };
    const clients = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
    const options = { queueItems: 20_000, commitItems: 1_000, defaultCountry: 'DE' };
    const recorder = new GroupCommitRecorder(database, IGNORED_WAKE, options);
    for (const { name, secret } of CLIENTS) {
      await clients.ensureBootstrap({ clientId: name, secret });
      const client = await clients.clientByPublicId(name);
      if (client === null) throw new Error('A client was not made.');
      for (let call = 0; call < callsPerClient; call += CALLS_PER_DELIVERY) {
        const items = Array.from({ length: CALLS_PER_DELIVERY }, (_, index) => itemsOfCall(call + index)).flat();
        await recorder.record(client, items);
      }
    }
  } finally {
    await database.close();
  }
}

function itemsOfCall(call: number) {
  const turns = Array.from({ length: TURNS_PER_CALL }, (_, turn) => ({ call, turn }));
  return [webhookBody(turns), hangupBody({ call, turn: TURNS_PER_CALL })].flatMap((body) => {
    const delivery = deliveryOf(Buffer.from(body), TURNS_PER_CALL);
    if (!delivery.json) throw new Error('A payload is no JSON.');
    return delivery.items.flatMap((item) => VENDORS[0]?.adapt(item) ?? []);
  });
}
