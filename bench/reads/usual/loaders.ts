import type { InferEntity } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sqlite';
import DataLoader from 'dataloader';
import { type Call, Hangup, State, Transaction } from './entities.ts';

export type CallRow = InferEntity<typeof Call>;
export type TransactionRow = InferEntity<typeof Transaction>;
export type HangupRow = InferEntity<typeof Hangup>;
export type StateRow = InferEntity<typeof State>;

/** What resolvers are given: a fresh identity map and its loaders. */
export class Context {
  readonly em: SqlEntityManager;
  readonly client: number;

  constructor(em: SqlEntityManager, client: number) {
    this.em = em;
    this.client = client;
  }

  readonly state = new DataLoader<number, StateRow>(async (ids) => {
    const rows = await this.em.find(State, { id: { $in: [...ids] } });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) as StateRow);
  });

  readonly transactions = new DataLoader<number, TransactionRow[]>(async (calls) => {
    const where = { client: this.client, call: { $in: [...calls] }, sequence: { $lte: 10 } };
    const rows = await this.em.find(Transaction, where, { orderBy: { call: 'asc', sequence: 'asc' } });
    const byCall = Map.groupBy(rows, (row) => row.call.id);
    return calls.map((id) => byCall.get(id) ?? []);
  });

  readonly hangup = new DataLoader<number, HangupRow | null>(async (calls) => {
    const rows = await this.em.find(Hangup, { client: this.client, call: { $in: [...calls] }, primary: true });
    const byCall = new Map(rows.map((row) => [row.call.id, row]));
    return calls.map((id) => byCall.get(id) ?? null);
  });
}
