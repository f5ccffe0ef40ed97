import type { Database } from '../persistence/database.js';
import { removeExpired } from '../services/retention.js';
import { indexEarlierTexts } from '../services/text-index.js';
import type { Environment } from './environment.js';
import type { Logger } from './logger.js';

/** Records that are indexed in one step; larger ones would keep the event loop. */
const INDEXED_AT_ONCE = 100;
const HOUR_MS = 3_600_000;

/** Removes what may not be kept, now and at the interval set. Returns what stops it, a running one at its next step. */
export function startSweeping(database: Database, environment: Environment, logger: Logger): () => Promise<void> {
  const { EVENT_RETENTION_HOURS: hours, RETENTION_INTERVAL_SECONDS: seconds } = environment;
  const stopped = new AbortController();
  let running = Promise.resolve();
  let waiting = false;
  const sweep = async () => {
    waiting = false;
    try {
      const now = Date.now();
      const eventsBefore = now - hours * HOUR_MS;
      const { signal } = stopped;
      const removed = await removeExpired(database, {
        now,
        eventsBefore,
        batch: environment.RETENTION_BATCH_ROWS,
        signal,
      });
      if (Object.values(removed).some((count) => count > 0)) logger.info(removed, 'removed what had expired');
      await database.scrub();
      const indexed = await indexEarlierTexts(database, { batch: INDEXED_AT_ONCE, signal });
      if (indexed > 0) logger.info({ records: indexed }, 'indexed what was recorded before there was an index');
    } catch (error) {
      logger.error({ err: error }, 'housekeeping failed');
    }
  };
  const request = () => {
    if (waiting) return;
    waiting = true;
    running = running.then(sweep);
  };
  const timer = setInterval(request, seconds * 1_000);
  timer.unref();
  request();
  return () => {
    clearInterval(timer);
    stopped.abort();
    return running;
  };
}
