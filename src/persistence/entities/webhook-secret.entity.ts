import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Instant, Source } from '../../domain/source.js';
import { text, wide, wideOrNull } from './columns.js';

/** A secret with which a source signs what it delivers to a client; encrypted, since signatures need it in the clear. */
@Entity({ tableName: 'webhook_secret' })
@Index({ properties: ['client', 'source'] })
export class WebhookSecretEntity {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(text()) source!: Source;
  /** AES-256-GCM under a key made of the gateway's, as `services/gateway-key.ts` writes it. */
  @Property(text()) sealed!: string;
  @Property(wide()) createdAt!: Instant;
  /** When it ends, after another has taken its place; null for the one in force. */
  @Property(wideOrNull()) expiresAt!: Instant | null;
}
