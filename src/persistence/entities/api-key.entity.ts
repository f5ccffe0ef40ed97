import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { ApiKey, Scope } from '../../domain/api-key.js';
import type { Instant, Source } from '../../domain/source.js';
import { text, textOrNull, wide, wideOrNull, words } from './columns.js';

/** A key's row; the secret is stored as its SHA-256 alone. */
@Entity({ tableName: 'api_key' })
export class ApiKeyEntity implements ApiKey {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(text()) name!: string;
  @Property(words()) scopes!: Scope[];
  @Property(text()) prefix!: string;
  // Not unique: every unique key starts with the client, and here the client is what is looked for.
  @Index() @Property(text()) secretHash!: string;
  @Property(wide()) createdAt!: Instant;
  @Property(wideOrNull()) lastUsedAt!: Instant | null;
  @Property(wideOrNull()) revokedAt!: Instant | null;
  @Property(wideOrNull()) expiresAt!: Instant | null;
  @Property(textOrNull()) source!: Source | null;
}
