import type { Client } from '../../domain/client.js';
import type { CallFilter } from '../../domain/filter.js';
import { openSnapshots, type Snapshots } from '../../persistence/snapshots.js';
import { type CounterOptions, FigureCounter } from './counter.js';
import { type AnswerTo, answer, type FigureDesk, type Question } from './desk.js';

/** How questions are answered in the thread that asks. */
export interface InlineDeskOptions extends CounterOptions {
  readonly timeoutMs: number;
}

/** Answers questions in the thread that asks, one after the other; between days others have their turn. */
export class InlineDesk implements FigureDesk {
  readonly #snapshots: Snapshots;
  readonly #counter: FigureCounter;
  readonly #timeoutMs: number;

  private constructor(snapshots: Snapshots, options: InlineDeskOptions) {
    this.#snapshots = snapshots;
    this.#counter = new FigureCounter(snapshots, options);
    this.#timeoutMs = options.timeoutMs;
  }

  /** Opens it over a database that stands. */
  static async open(url: string, options: InlineDeskOptions): Promise<InlineDesk> {
    return new InlineDesk(await openSnapshots(url), options);
  }

  ask<Q extends Question>(
    client: Client,
    filter: CallFilter,
    question: Q,
    signal: AbortSignal | null,
  ): Promise<AnswerTo<Q>> {
    const deadline = performance.now() + this.#timeoutMs;
    return answer(this.#counter, { client, filter, signal, deadline }, question);
  }

  close(): Promise<void> {
    return this.#snapshots.close();
  }
}
