import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { wide } from './columns.js';

/**
 * A day in UTC in which calls of a client are listed. `changes` grows with every unit of work that touches one of them,
 * so that what was counted before is known to be out of date.
 */
@Entity({ tableName: 'figure_period' })
export class FigurePeriodEntity {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  /** Days since 1970. */
  @PrimaryKey(wide()) period!: number;
  @Property(wide()) changes!: number;
}
