import type Database from 'better-sqlite3';
import { nestedCalls } from './endpoints/calls.ts';
import { hangups } from './endpoints/hangups.ts';
import { paths } from './endpoints/paths.ts';
import { transactions } from './endpoints/transactions.ts';

/** Answers a page of one client's rows after a keyset. */
export type Endpoint = (client: number, value: number, id: number) => object;

/** The endpoints by path. */
export function endpoints(database: Database.Database): Record<string, Endpoint> {
  return {
    '/calls': nestedCalls(database),
    '/transactions': transactions(database),
    '/hangups': hangups(database),
    '/paths': paths(database),
  };
}
