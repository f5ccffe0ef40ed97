import { performance } from 'node:perf_hooks';

/** When more is refused than let in. */
export interface AdmissionOptions {
  /** Requests that may wait at a time, however slow the machine is. */
  readonly waitingRequests: number;
  /** For how long more may wait; then the process is overloaded. */
  readonly patienceMs: number;
  /** For how long requests are let in during a round, once it is. */
  readonly roundMs: number;
  /** Told when it becomes overloaded, and when it is over with what was refused meanwhile. */
  readonly onChange?: (overloaded: boolean, refused: number) => void;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

const WATCH_MS = 250;
const CALM_AFTER_MS = 1_000;
/** Of the thread's time. With more to spare whatever comes could be served, however short rounds are. */
const BUSY_SHARE = 0.9;

/**
 * Keeps short what waits for the one thread that answers. Requests that are readable at the same time are a round of the event
 * loop: each waits for those before it, unseen, in the network's buffers. A burst passes. Where more than
 * `waitingRequests` wait for longer than `patienceMs`, the process is overloaded until for a second nothing was refused or
 * there was time to spare; meanwhile a round lets in what comes within `roundMs`, and refuses the rest.
 * @see https://queue.acm.org/detail.cfm?id=2839461 "Fail at Scale": controlled delay
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #now: () => number;
  /** Of this round. */
  #arrived = 0;
  #roundStart = 0;
  /** In flight when the round began. */
  #before = 0;
  #inFlight = 0;
  #refused = 0;
  #crowdedSince: number | null = null;
  #lastBusy = 0;
  #overloaded: { readonly watch: NodeJS.Timeout; readonly refusedBefore: number } | null = null;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Whether the process is overloaded: then nothing begins that lasts. */
  get overloaded(): boolean {
    return this.#overloaded !== null;
  }

  /** Requests that were let in and are not answered. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Requests that were refused, so far. */
  get refused(): number {
    return this.#refused;
  }

  /** Whether a request is let in. Then `leave` is called once, when it has its answer. */
  enter(): boolean {
    const now = this.#now();
    if (this.#arrived === 0) {
      this.#roundStart = now;
      this.#before = this.#inFlight;
      setImmediate(this.#endRound);
    }
    this.#arrived++;
    if (this.#isFull(now)) {
      this.#refused++;
      // Waits for a database leave the thread idle.
      if (this.#inFlight >= this.#options.waitingRequests) this.#lastBusy = now;
      return false;
    }
    this.#inFlight++;
    return true;
  }

  leave(): void {
    this.#inFlight--;
  }

  #isFull(now: number): boolean {
    const { waitingRequests, patienceMs, roundMs } = this.#options;
    const elapsedMs = now - this.#roundStart;
    // A round that takes too long is cut short.
    if (this.#overloaded === null && elapsedMs > patienceMs && this.#isCrowded()) this.#begin();
    return this.#overloaded !== null && (elapsedMs > roundMs || this.#inFlight >= waitingRequests);
  }

  #isCrowded(): boolean {
    return this.#arrived + this.#before > this.#options.waitingRequests;
  }

  /** All that was readable has been let in or refused; what comes next is readable after what they began is done. */
  readonly #endRound = (): void => {
    const now = this.#now();
    if (!this.#isCrowded()) this.#crowdedSince = null;
    else {
      this.#crowdedSince ??= this.#roundStart;
      if (this.#overloaded === null && now - this.#crowdedSince >= this.#options.patienceMs) this.#begin();
    }
    const arrived = this.#arrived;
    this.#arrived = 0;
    this.#before = this.#inFlight;
    // Once more, to see a round without requests: whatever waited has had its turn.
    if (arrived > 0) setImmediate(this.#endEmptyRound);
  };

  readonly #endEmptyRound = (): void => {
    if (this.#arrived === 0 && !this.#isCrowded()) this.#crowdedSince = null;
  };

  #begin(): void {
    this.#lastBusy = this.#now();
    let before = { time: performance.eventLoopUtilization(), refused: this.#refused };
    const watch = setInterval(() => {
      const { utilization } = performance.eventLoopUtilization(before.time);
      if (this.#refused > before.refused && utilization > BUSY_SHARE) this.#lastBusy = this.#now();
      before = { time: performance.eventLoopUtilization(), refused: this.#refused };
      this.#end();
    }, WATCH_MS);
    watch.unref();
    this.#overloaded = { watch, refusedBefore: this.#refused };
    this.#options.onChange?.(true, 0);
  }

  #end(): void {
    if (this.#overloaded === null || this.#now() - this.#lastBusy < CALM_AFTER_MS) return;
    const { watch, refusedBefore } = this.#overloaded;
    clearInterval(watch);
    this.#overloaded = null;
    this.#crowdedSince = null;
    this.#options.onChange?.(false, this.#refused - refusedBefore);
  }
}
