import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { AuditAction, AuditEntry } from '../../domain/audit-entry.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { text, wide } from './columns.js';

/** An entry of a client's audit log: appended with the act itself, never changed. */
@Entity({ tableName: 'audit_entry' })
@Index({ properties: ['client', 'at', 'id'] })
export class AuditEntryEntity implements AuditEntry {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(wide()) at!: Instant;
  @Property(text()) actor!: string;
  @Property(text()) action!: AuditAction;
  @Property(text()) details!: JsonText;
}
