import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { State } from '../../domain/state-transition.js';
import { text, wide } from './columns.js';

/**
 * A state as one release calls it; a new name is a new row with the same key, so a record keeps the name that
 * was valid with it. Absent parts are empty, since a unique key would let NULL in many times.
 */
@Entity({ tableName: 'state' })
@Unique({ properties: ['client', 'stateId', 'dialogName', 'releaseId', 'name'] })
@Index({ properties: ['client', 'name'] })
export class StateEntity implements State {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(text()) key!: string;
  @Property(text()) stateId!: string;
  @Property(text()) dialogName!: string;
  @Property(text()) releaseId!: string;
  @Property(text()) name!: string;
}
