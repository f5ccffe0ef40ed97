import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { CallIdentity } from '../../domain/call.js';
import type { Source } from '../../domain/source.js';
import { text, wide } from './columns.js';

/** One identifier of a call. Rows with the same client and value lead to the same call. */
@Entity({ tableName: 'call_identity' })
@Index({ properties: ['client', 'callRef'] })
export class CallIdentityEntity implements CallIdentity {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(text()) value!: string;
  @PrimaryKey(text()) source!: Source;
  @PrimaryKey(text()) kind!: string;
  @Property(wide()) callRef!: number;
}
