import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Instant, JsonText, Source } from '../../domain/source.js';
import { flag, text, textOrNull, wide, wideOrNull } from './columns.js';

/**
 * An item as it was delivered, kept once: the same key with the same content is one row, other content another.
 * Records refer to the row that they were last read from.
 */
@Entity({ tableName: 'source_event' })
@Unique({ properties: ['client', 'source', 'eventType', 'eventKey', 'contentHash'] })
@Index({ properties: ['client', 'quarantined', 'id'] })
@Index({ properties: ['client', 'callRef'] })
export class SourceEventEntity {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(text()) source!: Source;
  @Property(text()) eventType!: string;
  /** The item's identifier; empty in quarantine, where nobody could tell. */
  @Property(text()) eventKey!: string;
  /** SHA-256 of the text and what its address named, base64url; of a private call keyed, as `privateHash` makes it. */
  @Property(text()) contentHash!: string;
  @Property(wide()) receivedAt!: Instant;
  @Property(flag()) quarantined!: boolean;
  /** In quarantine: the code and the sentence of what was wrong. */
  @Property(textOrNull()) error!: string | null;
  /** What the address named beside the text: a JSON object of identifiers. */
  @Property(textOrNull()) address!: JsonText | null;
  /** The call that it speaks of; null in quarantine, and where it names none. */
  @Property(wideOrNull()) callRef!: number | null;
  /** The item's own text, verbatim; of a private call without the person. */
  @Property(text()) body!: JsonText;
}
