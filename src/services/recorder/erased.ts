import { ERASED_BODY, withoutPerson } from '../../domain/erasure.js';
import type { DomainRecord } from '../../domain/record.js';
import type { CallEntity } from '../../persistence/entities/call.entity.js';
import type { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import { ERASED_KEY, eraseRecords } from '../erasure/erase-records.js';
import type { CallContext } from './call-context.js';
import type { Identification } from './identify.js';
import type { Verdict } from './inbox.js';
import { callsNamed } from './named-calls.js';
import { namesIn } from './quarantine-names.js';
import type { ReceivedItem } from './receive.js';
import type { Recording } from './recording.js';

type Marks = Pick<CallEntity, 'erasedAt' | 'heldAt'>;

/** What is marked on a call, or on any of those that turn out to be the same. A hold on one keeps all that still stands. */
export function marksOf({ row, absorbed }: CallContext): Marks {
  const all = row === null ? absorbed : [row, ...absorbed];
  const heldAt = first(all.map((call) => call.heldAt));
  const erased = all.filter((call) => call.erasedAt !== null);
  const keeps = heldAt !== null && erased.length < all.length;
  return { heldAt, erasedAt: keeps ? null : first(erased.map((call) => call.erasedAt)) };
}

function first(instants: readonly (number | null)[]): number | null {
  const given = instants.filter((instant) => instant !== null);
  return given.length === 0 ? null : Math.min(...given);
}

/** Whether the person was erased from a call. */
export function isErased(context: CallContext): boolean {
  return marksOf(context).erasedAt !== null;
}

/** The items as they may be recorded: those of calls from which a person was erased, without them, payload included. */
export async function withoutErased(
  recording: Recording,
  received: readonly ReceivedItem[],
  verdicts: readonly Verdict[],
  { identification, contexts }: { identification: Identification; contexts: ReadonlyMap<number, CallContext> },
): Promise<readonly ReceivedItem[]> {
  const erased = new Set([...contexts.values()].filter(isErased).map(({ id }) => id));
  const named = await erasedNames(recording, received, verdicts);
  if (erased.size === 0 && named.size === 0) return received;
  const isOfErased = (record: DomainRecord) =>
    record.type === 'callData'
      ? named.has(record.callId)
      : record.identifiers.some(({ value }) => erased.has(identification.callOf.get(value) ?? -1));
  const isNamed = (name: string) => named.has(name);
  return received.map((one, index) => {
    const { content } = one.item;
    const verdict = verdicts[index];
    if (verdict?.known !== false) return one;
    const isErased = content.understood ? content.records.some(isOfErased) : namesIn(one.item).some(isNamed);
    if (!isErased) return one;
    const written = recording.writes.sourceEvents.find((row) => row.id === verdict.sourceEventRef);
    if (!content.understood) return eraseQuarantined(recording, written, one);
    if (written !== undefined) Object.assign(written, { body: ERASED_BODY, address: null });
    if (written?.eventType === 'callData') written.eventKey = `${ERASED_KEY}${written.id}`;
    const item = { ...one.item, body: ERASED_BODY, address: null };
    const records = content.records.map((record) => withoutPerson(record, recording.privacy.hash));
    return { ...one, item: { ...item, content: { ...content, records } } };
  });
}

// As an erasure leaves it: nobody knows what in it is the person.
function eraseQuarantined({ writes }: Recording, row: SourceEventEntity | undefined, one: ReceivedItem): ReceivedItem {
  if (row !== undefined) Object.assign(row, { body: ERASED_BODY, address: null, error: null, quarantined: false });
  const others = writes.quarantinedNames.filter(({ sourceEventRef }) => sourceEventRef !== row?.id);
  writes.quarantinedNames.splice(0, Number.POSITIVE_INFINITY, ...others);
  return { ...one, item: { ...one.item, body: ERASED_BODY, address: null } };
}

// CallData names its call without being tied to it, and so does what nobody understood.
async function erasedNames(
  recording: Recording,
  received: readonly ReceivedItem[],
  verdicts: readonly Verdict[],
): Promise<ReadonlySet<string>> {
  const { unit, tables, client } = recording;
  const ofCallData = received.flatMap(({ item: { content } }) =>
    content.understood ? content.records.flatMap((record) => (record.type === 'callData' ? [record.callId] : [])) : [],
  );
  const ofQuarantine = received.flatMap(({ item }, index) =>
    !item.content.understood && verdicts[index]?.known === false ? namesIn(item) : [],
  );
  const led = await callsNamed(recording, [...ofCallData, ...ofQuarantine], ofQuarantine);
  const calls = [...new Set(led.map(({ callRef }) => callRef))].map((call) => [client.id, call]);
  const rows = await unit.find(tables.call, ['id', 'erasedAt'], ['client', 'id'], calls);
  const erased = new Set(rows.filter((row) => row.erasedAt !== null).map(({ id }) => id));
  return new Set(led.filter(({ callRef }) => erased.has(callRef)).map(({ value }) => value));
}

/**
 * What stood of a call that turned out to be one from which the person was erased goes as well, and so does what was not
 * tied to it before: CallData and quarantine under a name that leads there now.
 */
export async function eraseJoined(recording: Recording, contexts: ReadonlyMap<number, CallContext>): Promise<void> {
  const { unit, tables, client, now, privacy } = recording;
  const erased = [...contexts.values()].filter(isErased).map(({ id }) => id);
  if (erased.length === 0) return;
  await eraseRecords(unit, tables, { id: client.id, keyed: privacy.hash }, erased, now);
}
