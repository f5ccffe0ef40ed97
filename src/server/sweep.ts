import type { Database } from '../persistence/database.js';
import { removeExpired } from '../services/retention.js';
import type { Logger } from './logger.js';

const INTERVAL_MS = 600_000;
const HOUR_MS = 3_600_000;

/** Removes what may not be kept, now and every ten minutes. Returns what stops it and waits for a running one. */
export function startSweeping(database: Database, eventRetentionHours: number, logger: Logger): () => Promise<void> {
  let running = Promise.resolve();
  const sweep = () => {
    running = running.then(async () => {
      try {
        const now = Date.now();
        const removed = await removeExpired(database, now, now - eventRetentionHours * HOUR_MS);
        if (removed.events + removed.callData > 0) logger.info(removed, 'removed what had expired');
      } catch (error) {
        logger.error({ err: error }, 'what had expired could not be removed');
      }
    });
  };
  const timer = setInterval(sweep, INTERVAL_MS);
  timer.unref();
  sweep();
  return () => {
    clearInterval(timer);
    return running;
  };
}
