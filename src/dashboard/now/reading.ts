import type { AnyVariables, Client, TypedDocumentNode } from 'urql';
import {
  CallsStartedDocument,
  EventCursorDocument,
  HangupsSinceDocument,
  type HangupsSinceQuery,
  LatestHangupsDocument,
  OpenCallsDocument,
} from '../generated/graphql';
import { type BoardContent, HANGUPS, OPEN_CALLS } from './board';
import { beginningOf } from './minutes';

/** Pages of hang-ups that are counted at the most: 5,000 in an hour. */
const PAGES = 25;

/** What the page begins with, and where in the log to go on from there. */
export async function readBoard(client: Client): Promise<{ content: BoardContent; cursor: string }> {
  // First of all: what is recorded while the rest is read comes again after it, and nothing falls in between.
  const { eventCursor: cursor } = await ask(client, EventCursorDocument, {});
  const from = new Date(beginningOf(Date.now())).toISOString();
  const [{ calls }, { hangups }, ended, started] = await Promise.all([
    ask(client, OpenCallsDocument, { first: OPEN_CALLS }),
    ask(client, LatestHangupsDocument, { first: HANGUPS }),
    hangupsSince(client, from),
    // Figures may take long or be refused where many ask: what is live does not wait for them.
    readStarted(client).catch(() => null),
  ]);
  return {
    cursor,
    content: { open: calls.nodes, openCount: calls.totalCount, hangups: hangups.nodes, ended, started },
  };
}

/** How many calls started in each minute of the last hour. */
export async function readStarted(client: Client): Promise<Map<number, number>> {
  const from = new Date(beginningOf(Date.now())).toISOString();
  const { metrics } = await ask(client, CallsStartedDocument, { from });
  return new Map(metrics.map(({ start, calls }) => [Date.parse(start ?? ''), calls]));
}

async function hangupsSince(client: Client, from: string): Promise<HangupsSinceQuery['hangups']['nodes']> {
  const found: HangupsSinceQuery['hangups']['nodes'] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const { hangups }: HangupsSinceQuery = await ask(client, HangupsSinceDocument, { from, after });
    found.push(...hangups.nodes);
    after = hangups.pageInfo.endCursor;
    if (!hangups.pageInfo.hasNextPage) break;
  }
  return found;
}

async function ask<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, error } = await client.query(document, variables, { requestPolicy: 'network-only' });
  if (!data) throw error ?? new Error('The gateway gave no answer.');
  return data;
}
