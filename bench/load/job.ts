/** What the load process is asked to do to a server. */
export interface LoadJob {
  readonly port: number;
  readonly connections: number;
  readonly requests: ReadRequests | RecordRequests;
}

/** A request as it is asked; GET where its body is empty. */
export interface ReadRequest {
  readonly path: string;
  readonly secret: string;
  readonly body: string;
}

/** The same few hundred requests over and over, for a time. */
export interface ReadRequests {
  readonly kind: 'read';
  readonly method: 'GET' | 'POST';
  readonly seconds: number;
  readonly variants: readonly ReadRequest[];
}

/** New items, each recorded once; calls are numbered on from `firstCall`. */
export interface RecordRequests {
  readonly kind: 'webhook' | 'mutation';
  readonly secret: string;
  readonly firstCall: number;
  readonly calls: number;
  /** Items of a request. */
  readonly batch: number;
}

/** What the load process saw. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
