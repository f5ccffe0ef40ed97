import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Client } from '../../domain/client.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { text, textOrNull, whole, wholeOrNull, wide } from './columns.js';

/** A client's row. Its public name is `public_id`, since `client_id` means the internal id everywhere else. */
@Entity({ tableName: 'client' })
export class ClientEntity implements Omit<Client, 'privacy' | 'deniedNames' | 'privacyKey'> {
  @PrimaryKey(wide()) id!: number;
  @Unique() @Property({ ...text(), fieldName: 'public_id' }) clientId!: string;
  @Property(text()) name!: string;
  @Property(textOrNull()) defaultCountry!: string | null;
  @Property(text()) timeZone!: string;
  @Property(whole()) callDataRetentionDays!: number;
  @Property(wholeOrNull()) retentionDays!: number | null;
  /** A JSON array of `SourcePrivacy`; null: nothing is set. */
  @Property(textOrNull()) privacy!: JsonText | null;
  /** A JSON array of names; null: none beside the usual ones. */
  @Property(textOrNull()) deniedNames!: JsonText | null;
  @Property(wide()) createdAt!: Instant;
}
