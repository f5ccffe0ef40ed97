import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { JsonText } from '../../domain/source.js';
import { text, wide } from './columns.js';

/** What was counted of a day's calls. It holds as long as the day's `changes` are the same. */
@Entity({ tableName: 'figure_rollup' })
export class FigureRollupEntity {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  /** What was counted: the graph, or metrics by a dimension. */
  @PrimaryKey(text()) kind!: string;
  /** Days since 1970. */
  @PrimaryKey(wide()) period!: number;
  @Property(wide()) changes!: number;
  @Property(text()) body!: JsonText;
}
