import { type BotOperation, type GatewayNotices, type Transfer, TransferStatus } from '../../domain/gateway-notice.js';
import { type BotOperationResult, reasonCodeOf } from '../../domain/hangup.js';
import type { Instant, JsonText, Source } from '../../domain/source.js';
import type { Database } from '../database.js';
import { list, sql } from '../sql.js';
import { flag, select } from './columns.js';

const COLUMNS = select('n', {
  callRef: 'call_ref',
  source: 'source',
  occurredAt: 'occurred_at',
  receivedAt: 'received_at',
  transferAnswered: 'transfer_answered',
  transferTarget: 'transfer_target',
  reason: 'reason',
  reasonCodeRaw: 'reason_code_raw',
  botOperationResult: 'bot_operation_result',
  botOperationData: 'bot_operation_data',
});

interface NoticeRow {
  readonly callRef: number;
  readonly source: Source;
  readonly occurredAt: Instant | null;
  readonly receivedAt: Instant;
  readonly transferAnswered: unknown;
  readonly transferTarget: string | null;
  readonly reason: string | null;
  readonly reasonCodeRaw: string | null;
  readonly botOperationResult: BotOperationResult | null;
  readonly botOperationData: JsonText | null;
}

/** Reads what gateways and bots said of calls beside their end. */
export class GatewayNoticeQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byCall(client: number, calls: readonly number[]): Promise<Map<number, GatewayNotices>> {
    const rows = await this.#database.read<NoticeRow>(sql`SELECT ${COLUMNS} FROM gateway_notice n
      WHERE n.client_id = ${client} AND n.call_ref IN ${list(calls)}
      ORDER BY n.call_ref, COALESCE(n.occurred_at, n.received_at), n.id`);
    return new Map([...Map.groupBy(rows, (row) => row.callRef)].map(([call, own]) => [call, noticesOf(own)]));
  }
}

function noticesOf(rows: readonly NoticeRow[]): GatewayNotices {
  const transfers = new Map<string, Transfer>();
  const botOperations: BotOperation[] = [];
  for (const row of rows) {
    const answered = flag(row.transferAnswered);
    if (answered !== null) {
      // The same attempt told under two names of the call is one.
      const { source, occurredAt, reason, reasonCodeRaw, transferTarget } = row;
      const said = JSON.stringify([source, answered, occurredAt, reason, reasonCodeRaw, transferTarget]);
      if (!transfers.has(said)) transfers.set(said, transferOf(row, answered));
    }
    if (row.botOperationResult !== null || row.botOperationData !== null) botOperations.push(operationOf(row));
  }
  return { transfers: [...transfers.values()], botOperations };
}

function transferOf(row: NoticeRow, answered: boolean): Transfer {
  const { source, reason, reasonCodeRaw, transferTarget: target, receivedAt } = row;
  const status = answered ? TransferStatus.ANSWERED : TransferStatus.FAILED;
  const occurredAt = row.occurredAt ?? receivedAt;
  return {
    source,
    status,
    reasonCode: reasonCodeOf(reasonCodeRaw),
    reasonCodeRaw,
    reason,
    target,
    occurredAt,
    receivedAt,
  };
}

function operationOf(row: NoticeRow): BotOperation {
  const { source, botOperationResult: result, botOperationData: data, receivedAt } = row;
  return { source, result, data, occurredAt: row.occurredAt ?? receivedAt, receivedAt };
}
