import type { DomainRecord, RecordError } from '../../domain/record.js';
import type { StateReference } from '../../domain/state-transition.js';

/** UTF-8 bytes of what names a state: its parts stand in one index together, and PostgreSQL's holds 2,704 a row. */
const LONGEST_STATE_BYTES = 2_400;
const BYTES_PER_UNIT = 3;

/** What is wrong with the states that records name; null where all can be kept. */
export function stateProblem(records: readonly DomainRecord[]): RecordError | null {
  for (const record of records) {
    if (record.type !== 'transaction' && record.type !== 'hangup') continue;
    const states =
      record.type === 'transaction' ? ([record.from, record.handledBy, record.to] as const) : [record.from];
    const wide = states.findIndex((state) => state !== null && isWide(record.releaseId, state));
    if (wide === -1) continue;
    const message = `The release and the state's id, name and dialogue have at most ${LONGEST_STATE_BYTES} bytes together.`;
    return { code: 'STATE_TOO_LONG', message, path: [PLACES[wide] ?? 'from'] };
  }
  return null;
}

const PLACES = ['from', 'handledBy', 'to'];

function isWide(releaseId: string | null, { stateId, dialogName, name }: StateReference): boolean {
  const parts = (releaseId ?? '') + stateId + (dialogName ?? '') + (name ?? '');
  return parts.length * BYTES_PER_UNIT > LONGEST_STATE_BYTES && Buffer.byteLength(parts) > LONGEST_STATE_BYTES;
}
