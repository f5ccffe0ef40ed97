import { courseText } from '../../domain/course-text.js';
import type { Database } from '../../persistence/database.js';
import { CallEntity } from '../../persistence/entities/call.entity.js';
import { HangupEntity } from '../../persistence/entities/hangup.entity.js';
import { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import { list, raw, sql } from '../../persistence/sql.js';
import { PERIOD_MS } from '../insights/period.js';
import { markPeriods } from '../recorder/periods.js';
import type { Difference } from '../verification.js';

const TURN = [
  'callRef',
  'sequence',
  'kind',
  'fromState',
  'toState',
  'terminal',
  'explicitlyHandled',
  'errorCount',
  'responseTimeMs',
  'intentName',
  'intentConfidence',
] as const satisfies readonly (keyof TransactionEntity)[];

/** Draws the courses of a day's calls again and forgets what was counted of it, in one unit of work. */
export async function repair(
  database: Database,
  client: number,
  { period, calls, rollups, unmarked }: Difference,
): Promise<void> {
  const tables = {
    call: database.table(CallEntity),
    transaction: database.table(TransactionEntity),
    hangup: database.table(HangupEntity),
  };
  const keys = calls.map((id) => [client, id]);
  await database.unitsOfWork.run(async (unit) => {
    await unit.lock([client]);
    const turns = await unit.find(tables.transaction, TURN, ['client', 'callRef'], keys);
    const ends = await unit.find(
      tables.hangup,
      ['callRef', 'initiator', 'state', 'reasonCode', 'primary'],
      ['client', 'callRef'],
      keys,
    );
    const rows = calls.map((id) => {
      const own = turns.filter((turn) => turn.callRef === id).sort((one, other) => one.sequence - other.sequence);
      const end = ends.find((hangup) => hangup.callRef === id && hangup.primary);
      return { client, id, course: courseText(own, end ?? null) } as CallEntity;
    });
    await unit.patch(tables.call, ['course'], rows);
    await markPeriods(unit, client, [period * PERIOD_MS]);
    // A day that is noted anew is numbered anew: what was counted under the same numbers goes, whatever it is.
    const kinds = unmarked ? raw('') : sql`AND kind IN ${list(rollups)}`;
    await unit.execute(sql`DELETE FROM figure_rollup WHERE client_id = ${client} AND period = ${period} ${kinds}`);
  });
}
