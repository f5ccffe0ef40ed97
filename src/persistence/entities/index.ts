import { AgentSessionEntity } from './agent-session.entity.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { CallEntity } from './call.entity.js';
import { CallDataEntity } from './call-data.entity.js';
import { CallIdentityEntity } from './call-identity.entity.js';
import { ClientEntity } from './client.entity.js';
import { EventLogEntity } from './event-log.entity.js';
import { FigurePeriodEntity } from './figure-period.entity.js';
import { FigureRollupEntity } from './figure-rollup.entity.js';
import { GatewayKeyEntity } from './gateway-key.entity.js';
import { GatewayNoticeEntity } from './gateway-notice.entity.js';
import { HangupEntity } from './hangup.entity.js';
import { IdBlockEntity } from './id-block.entity.js';
import { MessageEntity } from './message.entity.js';
import { QuarantinedNameEntity } from './quarantined-name.entity.js';
import { SessionAnalysisEntity } from './session-analysis.entity.js';
import { SourceEventEntity } from './source-event.entity.js';
import { StateEntity } from './state.entity.js';
import { TransactionEntity } from './transaction.entity.js';
import { VariableEntity } from './variable.entity.js';
import { WebhookSecretEntity } from './webhook-secret.entity.js';

/** Every table. */
export const entities = [
  ClientEntity,
  ApiKeyEntity,
  WebhookSecretEntity,
  AuditEntryEntity,
  GatewayKeyEntity,
  CallEntity,
  CallIdentityEntity,
  TransactionEntity,
  StateEntity,
  VariableEntity,
  HangupEntity,
  GatewayNoticeEntity,
  AgentSessionEntity,
  SessionAnalysisEntity,
  MessageEntity,
  CallDataEntity,
  SourceEventEntity,
  QuarantinedNameEntity,
  EventLogEntity,
  FigurePeriodEntity,
  FigureRollupEntity,
  IdBlockEntity,
];
