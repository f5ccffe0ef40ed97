import type { AuditAction } from '../domain/audit-entry.js';
import type { JsonText } from '../domain/source.js';
import type { Database } from '../persistence/database.js';
import { AuditEntryEntity } from '../persistence/entities/audit-entry.entity.js';
import type { UnitOfWork } from '../persistence/unit-of-work.js';

/** Who does what to which client. */
export interface Act {
  /** The client's internal id. */
  readonly client: number;
  /** As `AuditEntry.actor` says it. */
  readonly actor: string;
  readonly action: AuditAction;
}

/** Writes the entry in the unit of work of the act itself; `details` hold no secret and nothing of callers. */
export type WriteAudit = (unit: UnitOfWork, details: Readonly<Record<string, unknown>>) => Promise<void>;

/** Takes the entry's number, which cannot be taken within a unit of work, and answers with what writes it there. */
export async function audited(database: Database, act: Act): Promise<WriteAudit> {
  const id = await database.ids.one();
  return (unit, details) => unit.insert(database.table(AuditEntryEntity), [auditRow(act, id, JSON.stringify(details))]);
}

/** The row of an entry. */
export function auditRow({ client, actor, action }: Act, id: number, details: JsonText): AuditEntryEntity {
  return { client, id, at: Date.now(), actor, action, details };
}
