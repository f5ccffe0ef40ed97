import { AuditAction } from '../domain/audit-entry.js';
import type { Client } from '../domain/client.js';
import type { ReadDelivery, Recorder, Replay } from '../domain/ports.js';
import { RecordOutcome } from '../domain/record.js';
import type { Database } from '../persistence/database.js';
import { SourceEventEntity } from '../persistence/entities/source-event.entity.js';
import { type QuarantinedText, SourceEventQueries } from '../persistence/queries/source-event.queries.js';
import { audited } from './audit-log.js';

/** Reads quarantined deliveries again through the adapters and the one write path. */
export class QuarantineReplay implements Replay {
  readonly #database: Database;
  readonly #recorder: Recorder;
  readonly #read: ReadDelivery;
  readonly #events: SourceEventQueries;

  constructor(database: Database, recorder: Recorder, read: ReadDelivery) {
    this.#database = database;
    this.#recorder = recorder;
    this.#read = read;
    this.#events = new SourceEventQueries(database);
  }

  async replay(client: Client, ids: readonly number[], actor: string) {
    const texts = await this.#events.texts(client.id, ids);
    const understood: number[] = [];
    for (const text of texts) if (await this.#apply(client, text)) understood.push(text.id);
    const replayed = { applied: understood.length, stillQuarantined: texts.length - understood.length };
    const audit = await audited(this.#database, { client: client.id, actor, action: AuditAction.REPLAY_QUARANTINED });
    const table = this.#database.table(SourceEventEntity);
    const keys = understood.map((id) => [client.id, id]);
    await this.#database.unitsOfWork.run(async (unit) => {
      await unit.remove(table, ['client', 'id'], keys);
      await audit(unit, replayed);
    });
    return replayed;
  }

  // Stopped between the two, what was applied stays in quarantine too; the next replay finds a duplicate.
  async #apply(client: Client, { source, receivedAt, body, address }: QuarantinedText): Promise<boolean> {
    // It arrived when it arrived, whenever it was understood.
    const items = this.#read(source, body, address).map((item) => ({ ...item, receivedAt }));
    if (!items.some((item) => item.content.understood)) return false;
    // A part that is not understood is kept by itself; one that is all that stands here stays where it is.
    if (items.some((item) => !item.content.understood && item.body === body)) return false;
    const results = await this.#recorder.record(client, items);
    return results.every(
      ({ outcome }, index) => outcome !== RecordOutcome.REJECTED || items[index]?.content.understood === false,
    );
  }
}
