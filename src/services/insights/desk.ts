import type { Client } from '../../domain/client.js';
import type { CallFilter } from '../../domain/filter.js';
import type {
  ConversationGraph,
  ConversationPath,
  FunnelQuestion,
  FunnelStep,
  Intent,
  MetricBucket,
  MetricQuestion,
} from '../../domain/insight.js';
import type { Asked, FigureCounter } from './counter.js';

/** A question for figures, as plain values that can be sent to a thread. */
export type Question =
  | { readonly figure: 'conversationGraph'; readonly minimumCount: number }
  | { readonly figure: 'topPaths'; readonly first: number; readonly maximumDepth: number }
  | { readonly figure: 'funnel'; readonly steps: readonly FunnelQuestion[] }
  | { readonly figure: 'intents' }
  | ({ readonly figure: 'metrics' } & MetricQuestion);

/** What is answered to each question. */
export interface Answers {
  readonly conversationGraph: ConversationGraph;
  readonly topPaths: ConversationPath[];
  readonly funnel: FunnelStep[];
  readonly intents: Intent[];
  readonly metrics: MetricBucket[];
}

/** The answer to a question. */
export type AnswerTo<Q extends Question> = Answers[Q['figure']];

/** Where questions are answered. */
export interface FigureDesk {
  /** Rejects with TIMEOUT after the time limit, with OVERLOADED where too many wait, and when the signal says so. */
  ask<Q extends Question>(
    client: Client,
    filter: CallFilter,
    question: Q,
    signal: AbortSignal | null,
  ): Promise<AnswerTo<Q>>;
  close(): Promise<void>;
}

/** Has a question answered. */
export async function answer<Q extends Question>(
  counter: FigureCounter,
  asked: Asked,
  question: Q,
): Promise<AnswerTo<Q>> {
  return (await answerAny(counter, asked, question)) as AnswerTo<Q>;
}

function answerAny(counter: FigureCounter, asked: Asked, question: Question): Promise<Answers[keyof Answers]> {
  switch (question.figure) {
    case 'conversationGraph':
      return counter.conversationGraph(asked, question.minimumCount);
    case 'topPaths':
      return counter.topPaths(asked, question.first, question.maximumDepth);
    case 'funnel':
      return counter.funnel(asked, question.steps);
    case 'intents':
      return counter.intents(asked);
    case 'metrics':
      return counter.metrics(asked, question);
  }
}
