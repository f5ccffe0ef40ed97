import { courseText } from '../../src/domain/course-text.js';
import type { Database } from '../../src/persistence/database.js';
import { sql } from '../../src/persistence/sql.js';

/** How many calls, and of how many turns each. */
export interface LongCalls {
  readonly client: number;
  readonly calls: number;
  readonly turns: number;
}

/** Stores ended calls of one day that go from one state to the same, as their rows alone: enough to be counted. */
export async function storeLongCalls(database: Database, { client, calls, turns }: LongCalls): Promise<void> {
  const turn = {
    ...({ kind: 'TURN', fromState: 1, toState: 1, terminal: false, explicitlyHandled: true, errorCount: 0 } as const),
    ...{ responseTimeMs: 250, intentName: 'Ja', intentConfidence: 0.5 },
  };
  const course = courseText(
    Array.from({ length: turns }, () => turn),
    null,
  );
  const start = Date.UTC(2024, 0, 15);
  await database.unitsOfWork.run(async (unit) => {
    await unit.execute(sql`INSERT INTO state (client_id, id, "key", state_id, dialog_name, release_id, name)
      VALUES (${client}, 1, 'r/d/s', 's', 'd', 'r', 'State')`);
    await unit.execute(sql`INSERT INTO call (client_id, id, call_id, channel, status, ended_by, outcome, started_at,
        privacy_enabled, turn_count, fallback_count, error_count, transaction_count, listed_at, listed_duration_ms,
        recorded_at, course)
      WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < CAST(${calls} AS integer))
      SELECT CAST(${client} AS bigint), n, 'call-' || n, 'PHONE', 'ENDED', 'UNKNOWN', 'UNKNOWN',
        CAST(${start} AS bigint) + n, ${false}, CAST(${turns} AS integer), 0, 0, CAST(${turns} AS integer),
        CAST(${start} AS bigint) + n, -1, CAST(${start} AS bigint), CAST(${course} AS text) FROM number`);
    await unit.execute(sql`INSERT INTO figure_period (client_id, period, changes)
      VALUES (${client}, ${Math.floor(start / 86_400_000)}, 1)`);
  });
}
