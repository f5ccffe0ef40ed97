// Run by Node itself, as a process of its own: records what its parent sends, on the database that its argument names.
import type { Client } from '../../src/domain/client.js';
import type { SourceItem } from '../../src/domain/record.js';

/** What the parent sends; the answer has the same number. */
export interface RecordMessage {
  readonly number: number;
  readonly client: Client;
  readonly items: readonly SourceItem[];
}

const compiled = (name: string) => import(new URL(`../../dist/${name}.js`, import.meta.url).href);
const { openDatabase }: typeof import('../../src/persistence/open.js') = await compiled('persistence/open');
const { GroupCommitRecorder }: typeof import('../../src/services/recorder.js') = await compiled('services/recorder');

const database = await openDatabase({ url: process.argv[2] ?? '', poolSize: 5 });
const wake = { signal: () => undefined, listen: () => () => undefined, close: async () => undefined };
const recorder = new GroupCommitRecorder(database, wake, {
  queueItems: 10_000,
  commitItems: 50,
  defaultCountry: 'DE',
});

process.on('message', async ({ number, client, items }: RecordMessage) => {
  const failure = await recorder.record(client, items).then(
    () => null,
    (error: unknown) => String(error),
  );
  process.send?.({ number, failure });
});
process.on('disconnect', async () => {
  await recorder.drained();
  await database.close();
});
process.send?.({ number: 0, failure: null });
