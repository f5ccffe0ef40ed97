import { type DemoDelivery, DemoPath, type TrafficOptions, trafficOf } from '../../../src/server/demo/traffic.js';
import { CLIENT_ID, type Gateway } from '../../support/gateway.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const AT_ONCE = 8;
const BATCH_ITEMS = 200;
const ROUTES: Readonly<Record<string, string>> = { [DemoPath.CALL_DATA]: `?clientId=${CLIENT_ID}` };

/**
 * Two weeks as `talkgraph demo` would have sent them, and a busy last hour whose end is not yet delivered, so that calls
 * are open; all of it as fast as the gateway takes it.
 */
export async function postDemoTraffic(gateway: Gateway, nowMs: number): Promise<void> {
  const common = { seed: 8, languages: ['en', 'de'] } as const;
  const lastHour = nowMs - 60 * MINUTE_MS;
  const past = { ...common, startedAt: nowMs - 14 * DAY_MS, callsPerMinute: 0.05 };
  await send(gateway, deliveriesOf(past, lastHour));
  await send(gateway, deliveriesOf({ ...common, startedAt: lastHour, callsPerMinute: 6 }, nowMs));
}

/** What was delivered before a moment, in the order in which it was. */
function deliveriesOf(options: TrafficOptions, untilMs: number): DemoDelivery[] {
  const deliveries: DemoDelivery[] = [];
  for (const call of trafficOf(options)) {
    if (options.startedAt + call.atMs >= untilMs) break;
    deliveries.push(...call.deliveries);
  }
  return deliveries
    .filter(({ atMs }) => options.startedAt + atMs < untilMs)
    .sort((one, other) => one.atMs - other.atMs);
}

/** Turns in batches, the rest one by one; what is on its way at once is of one kind, so nothing overtakes by much. */
async function send(gateway: Gateway, deliveries: readonly DemoDelivery[]): Promise<void> {
  const turns = deliveries.filter(({ path }) => path === DemoPath.PARLOA).flatMap(({ body }) => JSON.parse(body));
  for (let from = 0; from < turns.length; from += BATCH_ITEMS) {
    await post(gateway, DemoPath.PARLOA, JSON.stringify(turns.slice(from, from + BATCH_ITEMS)));
  }
  const others = deliveries.filter(({ path }) => path !== DemoPath.PARLOA);
  for (let from = 0; from < others.length; from += AT_ONCE) {
    await Promise.all(others.slice(from, from + AT_ONCE).map(({ path, body }) => post(gateway, path, body)));
  }
}

async function post(gateway: Gateway, path: string, body: string): Promise<void> {
  const response = await gateway.post(`${path}${ROUTES[path] ?? ''}`, body, { 'x-functions-key': gateway.keys.write });
  if (!response.ok) throw new Error(`The gateway answered ${path} with ${response.status}.`);
}
