import type { ReadRequest } from '../load/job.ts';

/** What the load process offers to a gateway: a mix of deliveries with one item each and of reads. */
export interface OfferJob {
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  /** Requests a second, each at its own moment whatever became of those before; null: each connection asks again when it is answered. */
  readonly rate: number | null;
  /** Deliveries are numbered on from here, so that no item comes twice. */
  readonly firstDelivery: number;
  readonly secrets: readonly string[];
  readonly reads: Reads;
}

/** Requests that are asked over and over. */
export interface Reads {
  readonly nested: readonly ReadRequest[];
  readonly callData: readonly ReadRequest[];
}

/** What came of it. Latencies are counted from the moment at which a request was due. */
export interface OfferResult {
  readonly seconds: number;
  readonly offered: number;
  /** How often each status was answered; `cut` where the connection was closed instead, `none` where nothing came. */
  readonly answers: Readonly<Record<string, number>>;
  readonly accepted: Latency;
  /** The same without the first second, in which an overload begins. */
  readonly settled: Latency;
  /** The same by what was asked. */
  readonly kinds: Readonly<Record<string, Latency>>;
  readonly refused: Latency;
  /** How late requests were sent, for want of time or of a free connection: the load process's own share. */
  readonly lag: Latency;
  /** The numbers of the deliveries that were answered with 2xx. */
  readonly delivered: readonly number[];
  /** The first number that was not used. */
  readonly nextDelivery: number;
}

/** Milliseconds. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
