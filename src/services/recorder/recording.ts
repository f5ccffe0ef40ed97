import type { Client } from '../../domain/client.js';
import type { DomainRecord } from '../../domain/record.js';
import type { Instant, Source } from '../../domain/source.js';
import type { Database } from '../../persistence/database.js';
import { AgentSessionEntity } from '../../persistence/entities/agent-session.entity.js';
import { CallEntity } from '../../persistence/entities/call.entity.js';
import { CallDataEntity } from '../../persistence/entities/call-data.entity.js';
import { CallIdentityEntity } from '../../persistence/entities/call-identity.entity.js';
import { EventLogEntity } from '../../persistence/entities/event-log.entity.js';
import { GatewayNoticeEntity } from '../../persistence/entities/gateway-notice.entity.js';
import { HangupEntity } from '../../persistence/entities/hangup.entity.js';
import { MessageEntity } from '../../persistence/entities/message.entity.js';
import { QuarantinedNameEntity } from '../../persistence/entities/quarantined-name.entity.js';
import { SessionAnalysisEntity } from '../../persistence/entities/session-analysis.entity.js';
import { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import { StateEntity } from '../../persistence/entities/state.entity.js';
import { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import { VariableEntity } from '../../persistence/entities/variable.entity.js';
import type { IdRange } from '../../persistence/id-allocator.js';
import type { Dialect } from '../../persistence/orm.js';
import type { UnitOfWork } from '../../persistence/unit-of-work.js';
import type { ClientPrivacy } from '../privacy/client-privacy.js';

/** The tables that recording touches. */
export function tablesOf(database: Database) {
  return {
    call: database.table(CallEntity),
    callData: database.table(CallDataEntity),
    callIdentity: database.table(CallIdentityEntity),
    eventLog: database.table(EventLogEntity),
    agentSession: database.table(AgentSessionEntity),
    gatewayNotice: database.table(GatewayNoticeEntity),
    hangup: database.table(HangupEntity),
    message: database.table(MessageEntity),
    quarantinedName: database.table(QuarantinedNameEntity),
    sessionAnalysis: database.table(SessionAnalysisEntity),
    sourceEvent: database.table(SourceEventEntity),
    state: database.table(StateEntity),
    transaction: database.table(TransactionEntity),
    variable: database.table(VariableEntity),
  };
}
export type Tables = ReturnType<typeof tablesOf>;

/** Rows to be written at the end of a unit of work, all at once. */
export interface Writes {
  readonly sourceEvents: SourceEventEntity[];
  readonly quarantinedNames: QuarantinedNameEntity[];
  readonly states: StateEntity[];
  readonly callData: CallDataEntity[];
}

/** One client's part of one unit of work. */
export interface Recording {
  readonly unit: UnitOfWork;
  readonly dialect: Dialect;
  readonly tables: Tables;
  readonly ids: IdRange;
  readonly client: Client;
  /** The gateway's country, for clients that set none. */
  readonly defaultCountry: string;
  readonly privacy: ClientPrivacy;
  readonly now: Instant;
  readonly writes: Writes;
  /** Internal ids of states known to be committed, by client and what names them. */
  readonly knownStates: Map<string, number>;
}

/** A record together with where it came from. */
export interface SourcedRecord {
  readonly source: Source;
  readonly record: DomainRecord;
}
