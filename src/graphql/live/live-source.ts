import type { LoggedSubject } from '../../domain/event-log.js';
import type { FeedEvent } from '../../domain/ports.js';
import type { GraphqlContext } from '../context.js';

/** What a subscription tells of, and what of it. */
export interface LiveSelection {
  readonly subject: LoggedSubject;
  /** What each entry is answered with, in the entries' order; null where the filter does not hold for it. */
  readonly roots: (events: readonly FeedEvent[], context: GraphqlContext) => Promise<readonly (object | null)[]>;
}

/**
 * What a subscription's root field gives back: which entries it wants, and after which place. Nobody iterates it;
 * subscribers with the same selection share a group, which reads and executes once for all of them.
 */
export class LiveSource implements AsyncIterable<never> {
  constructor(
    readonly selection: LiveSelection,
    /** The cursor to begin after; null: from now on. */
    readonly after: string | null,
  ) {}

  [Symbol.asyncIterator](): AsyncIterator<never> {
    throw new Error('A live source is read by its group.');
  }
}

/** How a kind of records is selected: their ids are matched in one statement, then each is loaded in one more. */
export interface RecordSelection<Row extends object> {
  readonly subject: LoggedSubject;
  readonly load: (ref: number, context: GraphqlContext) => Promise<Row | null>;
  /** Of these rows those that the filter holds for. */
  readonly matching: (rows: readonly Row[], context: GraphqlContext) => Promise<ReadonlySet<Row>>;
  readonly root: (row: Row, event: FeedEvent) => object;
}

/** A selection over records of one kind. */
export function selectRecords<Row extends object>(kind: RecordSelection<Row>): LiveSelection {
  return {
    subject: kind.subject,
    async roots(events, context) {
      const rows = await Promise.all(events.map(({ event }) => kind.load(event.subjectRef, context)));
      const found = rows.filter((row) => row !== null);
      const wanted = found.length === 0 ? new Set() : await kind.matching(found, context);
      return events.map((event, index) => {
        const row = rows[index] ?? null;
        return row === null || !wanted.has(row) ? null : kind.root(row, event);
      });
    },
  };
}

/** The rows whose ids are among these. */
export function rowsWithin<Row extends { readonly id: number }>(rows: readonly Row[], ids: ReadonlySet<number>) {
  return new Set(rows.filter(({ id }) => ids.has(id)));
}
