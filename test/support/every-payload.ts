import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Source } from '../../src/domain/source.js';
import { VENDORS } from '../../src/webhooks/vendors.js';
import { type Canaries, type Planted, placesIn, planted } from './planting.js';

/** A payload with a canary in one place. */
export interface PlantedPayload extends Planted {
  readonly source: Source;
  /** Identifiers of its call, those without the canary and those with it; none where nobody could tell whose it is. */
  readonly calls: readonly string[];
}

const FIXTURES = join(import.meta.dirname, '../fixtures');
const PARLOA_EXAMPLES = ['transaction.json', 'hangup.json'].map((name) => join(FIXTURES, 'parloa', name));

/**
 * Every text and every key of every payload of every vendor's fixtures, one at a time, each in a call of its own. The
 * same place in the same kind of payload is planted once.
 */
export function everyPayload(canaries: Canaries, after: number): PlantedPayload[] {
  let count = after;
  const known = new Set<string>();
  return VENDORS.flatMap(({ source }) =>
    payloadsOf(source).flatMap((payload) =>
      placesIn(payload).flatMap((place, index) => {
        const shape = `${kindOf(payload)} ${source} ${place}`;
        if (known.has(shape)) return [];
        known.add(shape);
        const fresh = withOwnCall(payload, ++count);
        const one = planted(fresh, index, canaries(count));
        const calls = [...namedBy(source, fresh), ...namedBy(source, one.value), ...namesIn(fresh)];
        return [{ ...one, source, calls: [...new Set(calls)] }];
      }),
    ),
  );
}

function payloadsOf(source: Source): unknown[] {
  const folder = join(FIXTURES, 'webhooks', source.toLowerCase());
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !/\.(expected|query)\.json$/.test(name));
  const files = names.map((name) => join(folder, name));
  const all = [...files, ...(source === Source.PARLOA ? PARLOA_EXAMPLES : [])].flatMap(payloadsIn);
  // Of a place that is planted once, the payload that is understood is the one that says most.
  const rank = (value: unknown) => (namedBy(source, value).length > 0 ? 0 : namesIn(value).length > 0 ? 1 : 2);
  return all.sort((one, other) => rank(one) - rank(other));
}

// What the address names is told in the payload itself.
function payloadsIn(file: string): unknown[] {
  const address = file.replace(/json$/, 'query.json');
  const named = existsSync(address) ? JSON.parse(readFileSync(address, 'utf8')) : {};
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return [value].flat().map((one) => (typeof one === 'object' && one !== null ? { ...one, ...named } : one));
}

function kindOf(payload: unknown): string {
  const { event, name, type, status, request, activities } = (payload ?? {}) as Record<string, unknown>;
  const spoken = (request as Record<string, unknown> | undefined)?.event;
  const told = Array.isArray(activities) ? activities.map((one) => one?.name) : [];
  return JSON.stringify([event, name, type, status !== undefined, spoken, told]);
}

const NAMES = new Set(['callId', 'conversation', 'conversationId', 'vaigConversationId']);

function isName(key: string, around: object): boolean {
  const isSession = key === 'id' && ('chat_transcript' in around || 'started_at' in around || 'messages' in around);
  return NAMES.has(key) || isSession;
}

function withOwnCall(value: unknown, count: number): unknown {
  return JSON.parse(JSON.stringify(value), function (this: object, key, inner: unknown) {
    const isText = typeof inner === 'number' || (typeof inner === 'string' && inner.trim() !== '');
    return isText && (isName(key, this) || key === 'transactionId') ? `${inner}-${count}` : inner;
  });
}

// What cannot be understood may name its call all the same.
function namesIn(value: unknown): string[] {
  const names: string[] = [];
  JSON.stringify(value, function (this: object, key, inner: unknown) {
    if (isName(key, this) && typeof inner === 'string' && inner.trim() !== '' && inner.length <= 256) names.push(inner);
    return inner;
  });
  return names;
}

function namedBy(source: Source, value: unknown): string[] {
  const vendor = VENDORS.find((one) => one.source === source);
  const items = vendor?.adapt({ text: JSON.stringify(value), value, depth: 0, wideIntegers: [] }) ?? [];
  return items.flatMap(({ content }) =>
    content.understood
      ? content.records.flatMap((one) =>
          'identifiers' in one ? one.identifiers.map((identifier) => identifier.value) : [],
        )
      : [],
  );
}
