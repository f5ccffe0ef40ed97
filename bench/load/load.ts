// The process that loads a server: it answers each `LoadJob` with a `LoadResult`, or fails on the first wrong answer.
import { mutationBody, webhookBody } from '../payloads/bodies.ts';
import { placesOf } from '../payloads/conversation.ts';
import { answer } from '../processes.ts';
import { Connection, type Response, requestOf } from './connection.ts';
import type { LoadJob, LoadResult, ReadRequests, RecordRequests } from './job.ts';

interface Work {
  /** The next request, or null when all is done. */
  readonly next: () => Buffer | null;
  readonly isRight: (response: Response) => boolean;
}

answer<LoadJob>(async ({ port, connections: count, requests }) => {
  const prepared = requests.kind === 'read' ? reading(requests) : recording(requests);
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(port)));
  const latencies: number[] = [];
  const start = performance.now();
  const work = prepared(start);
  try {
    await Promise.all(connections.map((connection) => drive(connection, work, latencies)));
  } finally {
    for (const connection of connections) connection.close();
  }
  return resultOf(latencies, (performance.now() - start) / 1_000);
});

async function drive(connection: Connection, { next, isRight }: Work, latencies: number[]): Promise<void> {
  for (let request = next(); request !== null; request = next()) {
    const sentAt = performance.now();
    const response = await connection.send(request);
    latencies.push(performance.now() - sentAt);
    if (!isRight(response))
      throw new Error(`A wrong answer: ${response.status} ${response.body.toString().slice(0, 500)}`);
  }
}

function reading({ method, seconds, variants }: ReadRequests): (start: number) => Work {
  const buffers = variants.map(({ path, secret, body }) => requestOf(method, path, secret, body));
  let index = 0;
  return (start) => ({
    next: () => (performance.now() - start > seconds * 1_000 ? null : (buffers[index++ % buffers.length] as Buffer)),
    isRight: ({ status, body }) => status === 200 && body.length > 200,
  });
}

function recording({ kind, secret, firstCall, calls, batch }: RecordRequests): () => Work {
  const places = placesOf(firstCall, calls, batch);
  const path = kind === 'webhook' ? '/webhooks/parloa' : '/graphql';
  const bodyOf = kind === 'webhook' ? webhookBody : mutationBody;
  const buffers: Buffer[] = [];
  for (let index = 0; index < places.length; index += batch) {
    buffers.push(requestOf('POST', path, secret, bodyOf(places.slice(index, index + batch))));
  }
  const created = `"created":${batch}`;
  let index = 0;
  return () => ({
    next: () => buffers[index++] ?? null,
    isRight: ({ status, body }) => status === 200 && body.includes(created),
  });
}

function resultOf(latencies: number[], seconds: number): LoadResult {
  const sorted = latencies.sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { requests: sorted.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}
