import type { Insights, Recorder } from '../../domain/ports.js';
import type { Tracing } from '../../domain/tracing.js';

/** The same recorder, each of whose deliveries is followed. */
export function followRecorder(recorder: Recorder, tracing: Tracing): Recorder {
  return {
    record(client, items) {
      const attributes = { 'talkgraph.source': items[0]?.source ?? 'API', 'talkgraph.items': items.length };
      return tracing.follow('record delivery', attributes, () => recorder.record(client, items));
    },
  };
}

/** The same insights, each of whose questions is followed. */
export function followInsights(insights: Insights, tracing: Tracing): Insights {
  const followed =
    <Args extends unknown[], Result>(figures: string, count: (...args: Args) => Promise<Result>) =>
    (...args: Args) =>
      tracing.follow('count figures', { 'talkgraph.figures': figures }, () => count(...args));
  return {
    conversationGraph: followed('conversationGraph', insights.conversationGraph.bind(insights)),
    graphsByCall: followed('graphsByCall', insights.graphsByCall.bind(insights)),
    topPaths: followed('topPaths', insights.topPaths.bind(insights)),
    funnel: followed('funnel', insights.funnel.bind(insights)),
    intents: followed('intents', insights.intents.bind(insights)),
    metrics: followed('metrics', insights.metrics.bind(insights)),
  };
}
