import type { Message } from '../../domain/message.js';
import { type Page, type PageRequest, pageOf } from '../../domain/page.js';
import type { MessageOwner } from '../../domain/ports.js';
import type { Database } from '../database.js';
import { list, raw, sql, whole } from '../sql.js';
import { grouped } from './call.queries.js';
import { select } from './columns.js';
import { all } from './conditions.js';
import { keysetConditions } from './keyset.js';

const COLUMNS = select('m', {
  id: 'id',
  sessionRef: 'session_ref',
  callRef: 'call_ref',
  messageId: 'message_id',
  direction: 'direction',
  body: 'body',
  translatedBody: 'translated_body',
  mode: 'mode',
  type: 'type',
  from: 'sender',
  to: 'recipient',
  deliveryStatus: 'delivery_status',
  language: 'language',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  raw: 'raw',
});

const OLDEST_FIRST = { alias: 'm', column: 'created_at', descending: false };
const OWNERS = { session: 'session_ref', call: 'call_ref' } as const;

/** Reads messages of sessions and of calls, oldest first. */
export class MessageQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(client: number, ids: readonly number[]): Promise<Map<number, Message>> {
    const rows = await this.#database.read<Message>(
      sql`SELECT ${COLUMNS} FROM message m WHERE m.client_id = ${client} AND m.id IN ${list(ids)}`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** One page of each owner's messages, in one statement. */
  async of(
    client: number,
    owner: MessageOwner,
    owners: readonly number[],
    request: PageRequest,
  ): Promise<Map<number, Page<Message>>> {
    const column = raw(`m.${OWNERS[owner]}`);
    const direction = raw(request.backward ? 'DESC' : 'ASC');
    const conditions = [sql`m.client_id = ${client}`, sql`${column} IN ${list(owners)}`];
    const rows = await this.#database.read<Message>(sql`
      SELECT * FROM (
        SELECT ${COLUMNS}, row_number() OVER (
          PARTITION BY ${column} ORDER BY m.created_at ${direction}, m.id ${direction}) AS place
        FROM message m WHERE ${all([...conditions, ...keysetConditions(OLDEST_FIRST, request)])}
      ) ranked WHERE place <= ${whole(request.limit + 1)} ORDER BY place`);
    const byOwner = grouped(rows, (row) => (owner === 'session' ? row.sessionRef : row.callRef), messageOf);
    const keysetOf = (message: Message) => [message.createdAt, message.id];
    return new Map(owners.map((ref) => [ref, pageOf(byOwner.get(ref) ?? [], request, keysetOf)]));
  }

  async counts(client: number, owner: MessageOwner, owners: readonly number[]): Promise<Map<number, number>> {
    const column = raw(OWNERS[owner]);
    const rows = await this.#database.read<{ ref: number; count: number }>(sql`
      SELECT ${column} AS ref, count(*) AS count FROM message
      WHERE client_id = ${client} AND ${column} IN ${list(owners)} GROUP BY ${column}`);
    return new Map(rows.map(({ ref, count }) => [ref, count]));
  }
}

function messageOf(row: Message & { readonly place?: number }): Message {
  const { place: _, ...message } = row;
  return message;
}
