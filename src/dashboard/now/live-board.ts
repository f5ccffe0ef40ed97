import { type Client, CombinedError } from 'urql';
import { follow } from '../gateway/follow';
import { CallChangesDocument, HangupsDocument } from '../generated/graphql';
import { Board, type BoardView } from './board';
import { readBoard, readStarted } from './reading';

/** What the page knows: nothing yet, why not, or what is happening. */
export interface LiveBoardState {
  readonly view: BoardView | null;
  readonly error: CombinedError | null;
}

/** Events that come together are shown together. */
const SHOWN_AFTER_MS = 60;
const STARTED_AFTER_MS = 3_000;
const AGAIN_MS = 2_000;
/** Everything is read anew now and then: what changed otherwise than by an event is right again. */
const ANEW_MS = 120_000;

/** Reads the board, follows the log from there, and tells its listener when there is something to show. */
export class LiveBoard {
  readonly #client: Client;
  readonly #board = new Board();
  readonly #onState: (state: LiveBoardState) => void;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #stopFollowing: (() => void)[] = [];
  /** Events since the reading began: what was read may be older than they are. */
  #since: (() => void)[] | null = null;
  #isFilled = false;
  #isClosed = false;

  constructor(client: Client, onState: (state: LiveBoardState) => void) {
    this.#client = client;
    this.#onState = onState;
  }

  /** Reads everything anew; what is followed goes on meanwhile. */
  async read(): Promise<void> {
    if (this.#since !== null || this.#isClosed) return;
    this.#since = [];
    try {
      const { content, cursor } = await readBoard(this.#client);
      if (this.#isClosed) return;
      this.#board.fill(content);
      for (const apply of this.#since) apply();
      this.#isFilled = true;
      if (this.#stopFollowing.length === 0) this.#follow(cursor);
      this.#later('anew', ANEW_MS, () => void this.read());
      this.#show();
    } catch (error) {
      if (this.#isClosed) return;
      if (!this.#isFilled) this.#onState({ view: null, error: asError(error) });
      this.#later('anew', AGAIN_MS, () => void this.read());
    } finally {
      this.#since = null;
    }
  }

  /** Shows what is known as it looks now: minutes pass also when nothing happens. */
  show(): void {
    if (this.#isFilled) this.#show();
  }

  close(): void {
    this.#isClosed = true;
    this.#unfollow();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #follow(cursor: string): void {
    const onGap = () => {
      this.#unfollow();
      void this.read();
    };
    this.#stopFollowing = [
      follow(
        this.#client,
        HangupsDocument,
        { after: cursor },
        {
          onEvent: ({ hangupRecorded: { hangup } }) => this.#apply(() => this.#board.hangup(hangup)),
          onGap,
        },
      ),
      follow(
        this.#client,
        CallChangesDocument,
        { after: cursor },
        {
          onEvent: ({ callChanged: { call, change } }) => {
            this.#apply(() => this.#board.call(call));
            // Which calls they were before, and what was removed, only a new reading tells.
            if (change === 'LINKED' || change === 'ERASED') this.#later('relinked', AGAIN_MS, () => void this.read());
            this.#later('started', STARTED_AFTER_MS, () => void this.#countStarted(), true);
          },
          onGap,
        },
      ),
    ];
  }

  #unfollow(): void {
    for (const stop of this.#stopFollowing) stop();
    this.#stopFollowing = [];
  }

  #apply(event: () => void): void {
    event();
    this.#since?.push(event);
    this.#later('show', SHOWN_AFTER_MS, () => this.#show(), true);
  }

  async #countStarted(): Promise<void> {
    try {
      this.#board.countStarted(await readStarted(this.#client));
      this.#show();
    } catch {
      // The next event asks again, and the next reading does.
    }
  }

  #show(): void {
    if (!this.#isClosed) this.#onState({ view: this.#board.view(Date.now()), error: null });
  }

  /** Does it later, once; a second request moves it, or leaves it where it is. */
  #later(name: string, ms: number, work: () => void, stays = false): void {
    if (this.#isClosed || (stays && this.#timers.has(name))) return;
    clearTimeout(this.#timers.get(name));
    const run = () => {
      this.#timers.delete(name);
      work();
    };
    this.#timers.set(name, setTimeout(run, ms));
  }
}

function asError(error: unknown): CombinedError {
  return error instanceof CombinedError ? error : new CombinedError({ networkError: error as Error });
}
