import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { text } from './columns.js';

/** A key that the gateway made for itself because no setting gives one, or one that another has taken the place of. */
@Entity({ tableName: 'gateway_key' })
export class GatewayKeyEntity {
  @PrimaryKey(text()) name!: string;
  /** 32 bytes, base64url; those of `privacy` are sealed with the key of the settings. */
  @Property(text()) value!: string;
}
