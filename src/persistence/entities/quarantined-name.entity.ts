import { Entity, Index, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { text, wide } from './columns.js';

/** What in a quarantined delivery can be the identifier of a call, so that it is found once that call turns out private. */
@Entity({ tableName: 'quarantined_name' })
@Index({ properties: ['client', 'sourceEventRef'] })
export class QuarantinedNameEntity {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(text()) name!: string;
  @PrimaryKey(wide()) sourceEventRef!: number;
}
