/** What a traced piece of work is described by: counts and words of our own, never what a caller sent. */
export type TraceAttributes = Readonly<Record<string, string | number>>;

/** Follows work for those who operate the gateway, as a part of the request that it is done for. */
export interface Tracing {
  /** Whether what is done now is told at all; most requests of a busy gateway are not. */
  isActive(): boolean;
  /**
   * Does the work and tells how long it took, and with which code it failed: that of what it throws, or the one that
   * `fail` is called with where the failure is a part of the answer. Work that belongs to no request is done untold.
   */
  follow<T>(name: string, attributes: TraceAttributes, work: (fail: (code: string) => void) => Promise<T>): Promise<T>;
}
