import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Client } from '../../domain/client.js';
import type { Instant } from '../../domain/source.js';
import { text, textOrNull, whole, wholeOrNull, wide } from './columns.js';

/** A client's row. Its public name is `public_id`, since `client_id` means the internal id everywhere else. */
@Entity({ tableName: 'client' })
export class ClientEntity implements Client {
  @PrimaryKey(wide()) id!: number;
  @Unique() @Property({ ...text(), fieldName: 'public_id' }) clientId!: string;
  @Property(text()) name!: string;
  @Property(textOrNull()) defaultCountry!: string | null;
  @Property(text()) timeZone!: string;
  @Property(whole()) callDataRetentionDays!: number;
  @Property(wholeOrNull()) retentionDays!: number | null;
  @Property(wide()) createdAt!: Instant;
}
