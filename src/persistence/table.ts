import type { EntityClass } from '@mikro-orm/core';
import type { Orm } from './orm.js';

/** How a column's values travel. */
export type ColumnKind = 'wide' | 'whole' | 'real' | 'flag' | 'text';

/** A column under its property's name. */
export interface Column {
  readonly property: string;
  readonly name: string;
  readonly kind: ColumnKind;
}

/** A table as plain rows need it, read off the entity, so that the entity stays the one place that names columns. */
export interface Table<Row extends object = object> {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The primary key's properties. */
  readonly key: readonly string[];
  /** Never set: it carries the row's type. */
  readonly row?: Row;
}

/** The table behind an entity. */
export function tableOf<Row extends object>(orm: Orm, entity: EntityClass<Row>): Table<Row> {
  const metadata = orm.getMetadata().get(entity as EntityClass<object>);
  const columns = metadata.props.map((property) => ({
    property: property.name as string,
    name: property.fieldNames[0] as string,
    kind: kindOf(property.columnTypes[0] ?? '', property.runtimeType),
  }));
  return { name: metadata.tableName, columns, key: metadata.primaryKeys as string[] };
}

function kindOf(columnType: string, runtimeType: string): ColumnKind {
  if (runtimeType === 'boolean') return 'flag';
  if (columnType === 'bigint' || columnType === 'bigserial' || columnType.startsWith('integer')) return 'wide';
  if (columnType === 'int') return 'whole';
  if (columnType.startsWith('double')) return 'real';
  return 'text';
}

/** The column of a property; a wrong name is a bug, so it throws. */
export function columnOf(table: Table, property: string): Column {
  const column = table.columns.find((candidate) => candidate.property === property);
  if (column === undefined) throw new Error(`Table ${table.name} has no column for ${property}.`);
  return column;
}
