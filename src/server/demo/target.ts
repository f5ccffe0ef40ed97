import { DemoTargetError } from './target-error.js';
import { type DemoDelivery, DemoPath } from './traffic.js';

const IN_FLIGHT = 32;
const TIMEOUT_MS = 30_000;
const JSON_HEADERS = { 'content-type': 'application/json' };

interface Answer {
  readonly created?: number;
  readonly duplicates?: number;
  readonly revised?: number;
  readonly rejected?: readonly unknown[];
}

/** A running gateway as one of its clients reaches it. */
export class DemoTarget {
  readonly #key: string;
  readonly #clientId: string;
  readonly #sending = new Set<Promise<void>>();
  readonly #counts = { deliveries: 0, created: 0, duplicates: 0, revised: 0, rejected: 0, refused: 0 };
  /** What makes it useless to go on. */
  failure: DemoTargetError | null = null;

  private constructor(
    readonly url: string,
    key: string,
    clientId: string,
  ) {
    this.#key = key;
    this.#clientId = clientId;
  }

  /** Asks the gateway whose key it is; throws DemoTargetError where there is no gateway or the key is wrong. */
  static async open(url: string, key: string): Promise<DemoTarget> {
    const headers = { ...JSON_HEADERS, authorization: `Bearer ${key}` };
    const body = JSON.stringify({ query: '{ viewer { clientId } }' });
    const response = await post(`${url}/graphql`, headers, body).catch(() => null);
    if (response === null) throw new DemoTargetError(`No gateway answers at ${url}. \`npm start\` starts one.`);
    const answer = (await response.json().catch(() => null)) as { data?: { viewer?: { clientId?: string } } } | null;
    const clientId = answer?.data?.viewer?.clientId;
    if (clientId === undefined) throw new DemoTargetError(`The gateway at ${url} does not take this key.`);
    return new DemoTarget(url, key, clientId);
  }

  /** Sends a delivery; resolves as soon as there is room for the next one. */
  async send(delivery: DemoDelivery): Promise<void> {
    while (this.#sending.size >= IN_FLIGHT) await Promise.race(this.#sending);
    const sending: Promise<void> = this.#deliver(delivery).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#sending);
  }

  /** What was sent so far and what became of it. */
  told(): string {
    const { deliveries, created, duplicates, revised, rejected, refused } = this.#counts;
    const parts = [`${deliveries} deliveries`, `${created} created`, `${duplicates} duplicates`];
    if (revised > 0) parts.push(`${revised} revised`);
    if (rejected > 0) parts.push(`${rejected} rejected`);
    if (refused > 0) parts.push(`${refused} refused or lost`);
    return parts.join(', ');
  }

  async #deliver({ path, body }: DemoDelivery): Promise<void> {
    const counts = this.#counts;
    counts.deliveries++;
    const query = path === DemoPath.CALL_DATA ? `?clientId=${encodeURIComponent(this.#clientId)}` : '';
    const response = await post(
      `${this.url}${path}${query}`,
      { ...JSON_HEADERS, 'x-functions-key': this.#key },
      body,
    ).catch(() => null);
    if (response === null || !response.ok) {
      counts.refused++;
      if (response?.status === 403) this.failure = new DemoTargetError('This key may not write.');
      return;
    }
    const answer = (await response.json().catch(() => ({}))) as Answer;
    counts.created += answer.created ?? 0;
    counts.duplicates += answer.duplicates ?? 0;
    counts.revised += answer.revised ?? 0;
    counts.rejected += answer.rejected?.length ?? 0;
  }
}

function post(url: string, headers: Record<string, string>, body: string): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
}
