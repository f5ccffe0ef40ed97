import type { AgentSessionEntity } from '../../persistence/entities/agent-session.entity.js';
import type { GatewayNoticeEntity } from '../../persistence/entities/gateway-notice.entity.js';
import type { HangupEntity } from '../../persistence/entities/hangup.entity.js';
import type { MessageEntity } from '../../persistence/entities/message.entity.js';
import type { SessionAnalysisEntity } from '../../persistence/entities/session-analysis.entity.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';

/** Rows of one table that a unit of work makes or changes, by internal id. */
export class RowChanges<Row extends { id: number }> {
  readonly created = new Map<number, Row>();
  readonly revised = new Map<number, Row>();

  /** A row as this unit of work leaves it; undefined where it does not touch it. */
  get(id: number): Row | undefined {
    return this.created.get(id) ?? this.revised.get(id);
  }

  /** Notes a row that did not stand before. */
  create(row: Row): void {
    this.created.set(row.id, row);
  }

  /** Notes a row that changed; one that was made in this unit of work stays a new one. */
  revise(row: Row): void {
    (this.created.has(row.id) ? this.created : this.revised).set(row.id, row);
  }
}

/** All rows that the records of a unit of work make or change. */
export class Changes {
  readonly transactions = new RowChanges<TransactionEntity>();
  readonly hangups = new RowChanges<HangupEntity>();
  readonly notices = new RowChanges<GatewayNoticeEntity>();
  readonly sessions = new RowChanges<AgentSessionEntity>();
  readonly messages = new RowChanges<MessageEntity>();
  readonly analyses = new RowChanges<SessionAnalysisEntity>();
}
