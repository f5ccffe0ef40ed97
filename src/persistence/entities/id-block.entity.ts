import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { text, wide } from './columns.js';

/** Where the next block of internal ids begins; processes take blocks and number rows without asking again. */
@Entity({ tableName: 'id_block' })
export class IdBlockEntity {
  @PrimaryKey(text()) name!: string;
  @Property(wide()) next!: number;
}
