import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { HangupRecordedDocument, type HangupRecordedSubscription } from '../../test/documents/generated/graphql.js';

const FORBIDDEN = 4403;

/** Hang-ups as they are recorded, for ever: after each break it goes on behind the last one that came. */
export async function* hangups(url: string, key: string, after?: string) {
  const variables = { after };
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${key}` },
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (retries) => pause(Math.random() * 100 * 2 ** Math.min(retries, 6)),
    shouldRetry: (event) => (event as { code?: number }).code !== FORBIDDEN,
  });
  client.on('message', ({ type, payload }: { type: string; payload?: object }) => {
    // Whenever the client subscribes anew, it reads the variables anew.
    if (type === 'next') variables.after = (payload as { data: HangupRecordedSubscription }).data.hangupRecorded.cursor;
  });
  try {
    const query = HangupRecordedDocument.toString();
    for await (const { data } of client.iterate<HangupRecordedSubscription>({ query, variables })) {
      if (data) yield data.hangupRecorded;
    }
  } finally {
    await client.dispose();
  }
}
