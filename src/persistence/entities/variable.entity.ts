import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Instant, JsonText } from '../../domain/source.js';
import type { Variable } from '../../domain/variable.js';
import { text, textOrNull, wide } from './columns.js';

/** The last known value of a call's variable, with the turn that said it. */
@Entity({ tableName: 'variable' })
export class VariableEntity implements Omit<Variable, 'id'> {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) callRef!: number;
  @PrimaryKey(text()) variableId!: string;
  @Property(textOrNull()) name!: string | null;
  @Property(textOrNull()) value!: JsonText | null;
  @Property(wide()) saidAt!: Instant;
  @Property(text()) saidBy!: string;
}
