/** Where progress is shown. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How far something has come. */
export interface Standing {
  readonly items: number;
  readonly bytes: number;
}

const BAR = 24;
const DRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 5_000;

/** Progress of a long job: a bar on a terminal, elsewhere a line every few seconds. */
export class Progress {
  readonly #screen: Screen;
  readonly #bytes: number | null;
  readonly #startedAt = performance.now();
  #shownAt = this.#startedAt;

  /** `bytes`: how many there will be; null where nobody knows. */
  constructor(screen: Screen, bytes: number | null) {
    this.#screen = screen;
    this.#bytes = bytes;
  }

  /** Shows where it stands, unless that was shown a moment ago. */
  show(standing: Standing): void {
    const now = performance.now();
    const terminal = this.#screen.isTTY === true;
    if (now - this.#shownAt < (terminal ? DRAW_EVERY_MS : LINE_EVERY_MS)) return;
    this.#shownAt = now;
    const line = this.#line(standing, now, terminal);
    this.#screen.write(terminal ? `\r\u001b[K${line.slice(0, (this.#screen.columns ?? 80) - 1)}` : `${line}\n`);
  }

  /** Takes the bar away. */
  end(): void {
    if (this.#screen.isTTY === true) this.#screen.write('\r\u001b[K');
  }

  #line({ items, bytes }: Standing, now: number, terminal: boolean): string {
    const seconds = (now - this.#startedAt) / 1_000;
    const parts = [`${count(items)} items`, `${count(items / seconds)}/s`];
    if (this.#bytes === null || this.#bytes === 0) return parts.join(', ');
    const share = Math.min(1, bytes / this.#bytes);
    const filled = Math.round(share * BAR);
    const bar = terminal ? `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ` : '';
    if (share > 0) parts.push(`${duration((seconds * (1 - share)) / share)} left`);
    return `${bar}${Math.floor(share * 100)} %, ${parts.join(', ')}`;
  }
}

/** A whole number as people read it. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Seconds as people read them. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
