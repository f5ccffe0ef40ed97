import type { Instant } from '../../domain/source.js';
import { list, sql } from '../../persistence/sql.js';
import type { UnitOfWork } from '../../persistence/unit-of-work.js';
import { periodOf } from '../insights/period.js';

/**
 * Notes that calls listed at these times were made, changed, merged or erased, in the unit of work that does so:
 * what was counted of their days is out of date from then on.
 */
export async function markPeriods(unit: UnitOfWork, client: number, listedAt: readonly Instant[]): Promise<void> {
  const periods = [...new Set(listedAt.map(periodOf))].sort((one, other) => one - other);
  if (periods.length === 0) return;
  await unit.execute(sql`WITH touched (period) AS ${list(periods)}
    INSERT INTO figure_period (client_id, period, changes) SELECT CAST(${client} AS bigint), period, 1 FROM touched WHERE true
    ON CONFLICT (client_id, period) DO UPDATE SET changes = figure_period.changes + 1`);
}
