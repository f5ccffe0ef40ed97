import type { ConversationGraph } from '../../domain/insight.js';
import type { FigureQueries } from '../../persistence/queries/figure.queries.js';
import { graphOf } from './conversation-graph.js';
import { toldCalls } from './count.js';
import { GraphTally } from './graph-tally.js';
import { Places } from './places.js';

/** Each call's own graph. */
export async function graphsOfCalls(
  queries: FigureQueries,
  client: number,
  ids: readonly number[],
): Promise<Map<number, ConversationGraph>> {
  const calls = await toldCalls({ client, queries }, await queries.callsById(client, ids));
  const met = calls.flatMap(({ course }) => course.states);
  const places = new Places(await queries.statesLike(client, [...new Set(met)]));
  return new Map(
    calls.map((call) => {
      const tally = new GraphTally(places);
      tally.addCall(call);
      return [call.id, graphOf(tally, places)];
    }),
  );
}
