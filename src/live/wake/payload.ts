/** A payload of PostgreSQL must stay below 8000 bytes. @see https://www.postgresql.org/docs/current/sql-notify.html */
const PAYLOAD_BYTES = 7_900;

/** Ids separated by commas, in pieces that a notification can carry. */
export function payloadsOf(clients: readonly number[]): string[] {
  const payloads: string[] = [];
  let payload = '';
  for (const client of clients) {
    const longer = payload === '' ? `${client}` : `${payload},${client}`;
    if (longer.length > PAYLOAD_BYTES) payloads.push(payload);
    payload = longer.length > PAYLOAD_BYTES ? `${client}` : longer;
  }
  if (payload !== '') payloads.push(payload);
  return payloads;
}

/** The ids of a payload; whatever else stands there is left aside. */
export function clientsOf(payload: string): number[] {
  return payload
    .split(',')
    .map(Number)
    .filter((client) => Number.isSafeInteger(client) && client > 0);
}
