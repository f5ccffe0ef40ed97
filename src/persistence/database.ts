import type { EntityClass, EntityManager } from '@mikro-orm/core';
import type { IdAllocator } from './id-allocator.js';
import type { Dialect, Orm } from './orm.js';
import type { Sql } from './sql.js';
import { type Table, tableOf } from './table.js';
import type { UnitsOfWork } from './unit-of-work.js';

/** What a dialect brings: plain reads, units of work, and its own ways to take ids and to close. */
export interface Engine {
  readonly dialect: Dialect;
  /** Where the data is; a file's for `:memory:`, too. */
  readonly url: string;
  readonly orm: Orm;
  readonly unitsOfWork: UnitsOfWork;
  readonly ids: IdAllocator;
  /** Runs a statement that only reads, on a connection that never sees an open unit of work. */
  read(query: Sql): Promise<object[]>;
  /** Runs writes of the ORM when they may not meet a unit of work. */
  exclusively<T>(write: () => Promise<T>): Promise<T>;
  /** Empties what the database keeps of overwritten rows outside of its tables, as far as nobody reads it now. */
  scrub(): Promise<boolean>;
  close(): Promise<void>;
}

/** Whatever answers statements that only read. */
export interface Reads {
  read<Row extends object>(query: Sql): Promise<Row[]>;
}

/** The database as the rest of the house uses it. */
export class Database implements Reads {
  readonly #engine: Engine;
  readonly #tables = new Map<unknown, Table>();
  #statements = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get dialect(): Dialect {
    return this.#engine.dialect;
  }

  get url(): string {
    return this.#engine.url;
  }

  get orm(): Orm {
    return this.#engine.orm;
  }

  get ids(): IdAllocator {
    return this.#engine.ids;
  }

  get unitsOfWork(): UnitsOfWork {
    return this.#engine.unitsOfWork;
  }

  /** Statements read so far; a test counts them per document. */
  get statements(): number {
    return this.#statements;
  }

  /** Rows of a statement that only reads. */
  async read<Row extends object>(query: Sql): Promise<Row[]> {
    this.#statements++;
    return (await this.#engine.read(query)) as Row[];
  }

  /** The one row of a statement, or null. */
  async readOne<Row extends object>(query: Sql): Promise<Row | null> {
    return (await this.read<Row>(query))[0] ?? null;
  }

  /** The table behind an entity. */
  table<Row extends object>(entity: EntityClass<Row>): Table<Row> {
    let table = this.#tables.get(entity);
    if (table === undefined) {
      table = tableOf(this.orm, entity);
      this.#tables.set(entity, table);
    }
    return table as Table<Row>;
  }

  /** Cold paths: an entity manager of one's own, one writer at a time. */
  manage<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.#engine.exclusively(() => work(this.orm.em.fork() as unknown as EntityManager));
  }

  /**
   * Empties what is kept of overwritten rows outside of the tables: SQLite's write-ahead log. False where somebody was
   * reading it all the time; then the next one who asks does it. PostgreSQL does so by itself (VACUUM, WAL recycling).
   */
  scrub(): Promise<boolean> {
    return this.#engine.scrub();
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}
