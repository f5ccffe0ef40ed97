// The thread on which figures are counted: it reads over a connection of its own and answers one question at a time.
import { parentPort, workerData } from 'node:worker_threads';
import { openSnapshots } from '../../persistence/snapshots.js';
import { FigureCounter } from './counter.js';
import { answer } from './desk.js';
import { type FromThread, failureOf, type ThreadData, type ToThread } from './thread-messages.js';

const { url, defaultCountry } = workerData as ThreadData;
const port = parentPort as NonNullable<typeof parentPort>;
const tell = (message: FromThread) => port.postMessage(message);
const snapshots = openSnapshots(url);
const counter = snapshots.then(
  (opened) => new FigureCounter(opened, { defaultCountry, keep: (rollup) => tell({ type: 'counted', rollup }) }),
);
let cancelling = new AbortController();

port.on('message', (message: ToThread) => {
  if (message.type === 'cancel') cancelling.abort();
  else void work(message);
});

async function work({ client, filter, question, timeoutMs }: Extract<ToThread, { type: 'ask' }>): Promise<void> {
  cancelling = new AbortController();
  const deadline = performance.now() + timeoutMs;
  try {
    const asked = { client, filter, signal: cancelling.signal, deadline };
    tell({ type: 'answered', answer: await answer(await counter, asked, question) });
  } catch (error) {
    tell({ type: 'failed', failure: failureOf(error) });
  }
}
