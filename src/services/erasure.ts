import { AuditAction } from '../domain/audit-entry.js';
import type { Client } from '../domain/client.js';
import { ERASED_BODY, type Erasure, type ErasureCounts, type ErasureQuestion } from '../domain/erasure.js';
import { CallChange, LoggedSubject } from '../domain/event-log.js';
import type { ReadDelivery, Wake } from '../domain/ports.js';
import { hashWith } from '../domain/privacy.js';
import type { Database } from '../persistence/database.js';
import { countOf } from '../persistence/queries/call.queries.js';
import { list, raw, type Sql, sql } from '../persistence/sql.js';
import type { UnitOfWork } from '../persistence/unit-of-work.js';
import { audited } from './audit-log.js';
import { callsOf, type FoundCall } from './erasure/calls.js';
import { eraseCallData, erasePayloads, eraseRecords, payloadsOf } from './erasure/erase-records.js';
import { eraseDeliveryKeys, type Owner } from './erasure/erase-words.js';
import { deliveriesAbout } from './erasure/payloads.js';
import { type Person, personOf } from './erasure/person.js';
import { type Tables, tablesOf } from './recorder/recording.js';
import { heldCalls } from './retention/calls.js';

/** What the erasure needs beside the database. */
export interface ErasureOptions {
  /** ISO 3166-1 alpha-2, for clients that set none. */
  readonly defaultCountry: string;
  /** As a replay reads deliveries again. */
  readonly read: ReadDelivery;
  readonly wake: Wake;
}

/** What is to be erased, found before anything is changed. */
interface Plan {
  readonly person: Person;
  readonly calls: readonly number[];
  readonly payloads: readonly number[];
  readonly counts: ErasureCounts;
}

/** Calls that are erased in one unit of work, and payloads. */
const CALLS_AT_ONCE = 20;
const PAYLOADS_AT_ONCE = 200;

/** Erases people from the database, copies included. */
export class SqlErasure implements Erasure {
  readonly #database: Database;
  readonly #tables: Tables;
  readonly #options: ErasureOptions;

  constructor(database: Database, options: ErasureOptions) {
    this.#database = database;
    this.#tables = tablesOf(database);
    this.#options = options;
  }

  async eraseCaller(client: Client, question: ErasureQuestion, actor: string): Promise<ErasureCounts> {
    const plan = await this.#plan(client, question);
    if (question.dryRun) return plan.counts;
    const owner = ownerOf(client);
    await this.#steps(client, plan.payloads, PAYLOADS_AT_ONCE, async (unit, ids) => {
      await erasePayloads(unit, client.id, sql`id IN ${list(ids)}`);
      await eraseDeliveryKeys(unit, this.#tables, owner, 'id', ids);
    });
    await this.#steps(client, plan.calls, CALLS_AT_ONCE, (unit, calls) => this.#eraseCalls(unit, client, calls));
    await this.#finish(client, plan, actor);
    this.#options.wake.signal([client.id]);
    await this.#database.scrub();
    return plan.counts;
  }

  async setLegalHold(client: Client, callId: string, hold: boolean, actor: string): Promise<number | null> {
    let found: number | null = null;
    const heldAt = hold ? Date.now() : null;
    const write = await audited(this.#database, { client: client.id, actor, action: AuditAction.SET_LEGAL_HOLD });
    await this.#database.unitsOfWork.run(async (unit) => {
      await unit.lock([client.id]);
      const [led] = await unit.find(this.#tables.callIdentity, ['callRef'], ['client', 'value'], [[client.id, callId]]);
      if (led === undefined) return;
      found = led.callRef;
      const stands = hold ? sql`COALESCE(held_at, ${heldAt})` : sql`NULL`;
      await unit.execute(sql`UPDATE call SET held_at = ${stands} WHERE client_id = ${client.id} AND id = ${found}`);
      await this.#log(unit, client.id, [found], CallChange.UPDATED);
      await write(unit, { call: found, hold });
    });
    if (found !== null) this.#options.wake.signal([client.id]);
    return found;
  }

  async #plan(client: Client, { caller, countryCode }: ErasureQuestion): Promise<Plan> {
    const person = personOf(
      caller,
      countryCode,
      client.defaultCountry ?? this.#options.defaultCountry,
      client.privacyKey,
    );
    const all = await callsOf(this.#database, client.id, person);
    const calls = freeOf(all);
    // All of them: who calls in one may be told nowhere but in what is tied to it.
    const held = await heldCalls(this.#database, client.id);
    const identifiers = await this.#identifiers(client.id, calls);
    const names = { identifiers, held: await this.#identifiers(client.id, held) };
    const found = await deliveriesAbout(this.#database, client, person, names, this.#options.read);
    const referred = await this.#database.read<{ id: number }>(
      sql`SELECT id FROM source_event WHERE client_id = ${client.id} AND body <> ${ERASED_BODY} AND id IN (${payloadsOf(client.id, calls)})`,
    );
    for (const { id } of referred) found.add(id);
    for (const id of await this.#payloadsOfHeld(client.id, held)) found.delete(id);
    const payloads = [...found];
    const counts = await this.#counts(client.id, person, calls, held);
    const left = { rawPayloads: payloads.length, heldCalls: all.length - calls.length };
    return { person, calls, payloads, counts: { ...counts, ...left } };
  }

  async #payloadsOfHeld(client: number, held: readonly number[]): Promise<number[]> {
    if (held.length === 0) return [];
    const rows = await this.#database.read<{ id: number }>(
      sql`SELECT id FROM source_event WHERE client_id = ${client} AND id IN (${payloadsOf(client, held)})`,
    );
    return rows.map(({ id }) => id);
  }

  async #identifiers(client: number, calls: readonly number[]): Promise<Set<string>> {
    const of = sql`client_id = ${client} AND call_ref IN ${list(calls)}`;
    const rows = await this.#database.read<{ name: string }>(sql`
      SELECT value AS name FROM call_identity WHERE ${of} UNION SELECT transaction_id FROM "transaction" WHERE ${of}
      UNION SELECT session_id FROM agent_session WHERE ${of} UNION SELECT event_key FROM hangup WHERE ${of}`);
    return new Set(rows.map(({ name }) => name));
  }

  async #counts(
    client: number,
    person: Person,
    calls: readonly number[],
    held: readonly number[],
  ): Promise<Omit<ErasureCounts, 'rawPayloads' | 'heldCalls'>> {
    const count = (table: string, where: Sql) =>
      countOf(
        this.#database,
        sql`SELECT count(*) AS count FROM ${raw(table)} WHERE client_id = ${client} AND ${where}`,
      );
    const of = sql`call_ref IN ${list(calls)}`;
    return {
      calls: calls.length,
      transactions: await count('"transaction"', of),
      hangups: await count('hangup', of),
      sessions: await count('agent_session', of),
      messages: await count('message', of),
      callDataRecords: await count('call_data', sql`caller_raw <> '' AND ${callDataOf(client, person, calls, held)}`),
    };
  }

  async #steps(
    client: Client,
    ids: readonly number[],
    size: number,
    step: (unit: UnitOfWork, ids: readonly number[]) => Promise<unknown>,
  ): Promise<void> {
    for (let at = 0; at < ids.length; at += size) {
      await this.#database.unitsOfWork.run(async (unit) => {
        await unit.lock([client.id]);
        await step(unit, ids.slice(at, at + size));
      });
    }
  }

  async #eraseCalls(unit: UnitOfWork, client: Client, calls: readonly number[]): Promise<void> {
    await eraseRecords(unit, this.#tables, ownerOf(client), calls, Date.now());
    await this.#log(unit, client.id, calls, CallChange.ERASED);
  }

  async #finish(client: Client, { person, calls, counts }: Plan, actor: string): Promise<void> {
    const write = await audited(this.#database, { client: client.id, actor, action: AuditAction.ERASE_CALLER });
    await this.#database.unitsOfWork.run(async (unit) => {
      await unit.lock([client.id]);
      await write(unit, { ...counts });
      // Rows that only lead on held them once.
      await unit.execute(sql`UPDATE call SET platform = NULL, language = NULL
        WHERE client_id = ${client.id} AND merged_into IN ${list(calls)}`);
      // Calls that came meanwhile, or into which one of those that were found went on.
      const late = freeOf(await callsOf(unit, client.id, person));
      if (late.length > 0) await this.#eraseCalls(unit, client, late);
      const held = await heldCalls(unit, client.id);
      await eraseCallData(unit, client.id, callDataOf(client.id, person, calls, held));
    });
  }

  async #log(unit: UnitOfWork, client: number, calls: readonly number[], change: CallChange): Promise<void> {
    let seq = await unit.lastSeq(client);
    const at = Date.now();
    await unit.insert(
      this.#tables.eventLog,
      calls.map((id) => ({
        ...{ client, seq: ++seq, subject: LoggedSubject.CALL, subjectRef: id, callRef: id },
        ...{ change, at },
      })),
    );
  }
}

function freeOf(calls: readonly FoundCall[]): number[] {
  return calls.filter(({ heldAt }) => heldAt === null).map(({ id }) => id);
}

function ownerOf({ id, privacyKey }: Client): Owner {
  return { id, keyed: hashWith(privacyKey) };
}

/** CallData of the person, and of the calls whoever is named in it; not of calls that are held. */
function callDataOf(client: number, { keys }: Person, calls: readonly number[], held: readonly number[]): Sql {
  const named = (ids: readonly number[]) =>
    sql`(SELECT value FROM call_identity WHERE client_id = ${client} AND call_ref IN ${list(ids)})`;
  return sql`(caller_key IN ${list(keys)} OR caller_raw IN ${list(keys)} OR call_id IN ${named(calls)})
    AND call_id NOT IN ${named(held)}`;
}
