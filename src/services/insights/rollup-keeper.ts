import type { Database } from '../../persistence/database.js';
import { FigureRollupEntity } from '../../persistence/entities/figure-rollup.entity.js';
import type { Table } from '../../persistence/table.js';
import type { CountedRollup } from './rollup-store.js';

const WAITING = 500;

/** Stores counts of days, one a unit of work, so that nobody waits for them. What comes too fast is counted again. */
export class RollupKeeper {
  readonly #database: Database;
  readonly #table: Table<FigureRollupEntity>;
  readonly #onError: (error: unknown) => void;
  readonly #waiting: CountedRollup[] = [];
  #working: Promise<void> | null = null;

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#table = database.table(FigureRollupEntity);
    this.#onError = onError;
  }

  readonly keep = (rollup: CountedRollup): void => {
    if (this.#waiting.length >= WAITING) return;
    this.#waiting.push(rollup);
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  };

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const row = next;
      try {
        await this.#database.unitsOfWork.run((unit) => unit.put(this.#table, [row]));
      } catch (error) {
        this.#waiting.length = 0;
        this.#onError(error);
      }
    }
  }
}
