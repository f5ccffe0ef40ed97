import { AsyncLocalStorage } from 'node:async_hooks';
import type { FeedEvent, Identity } from '../../domain/ports.js';
import { createContext, type GraphqlPorts } from '../context.js';
import type { Executor } from '../execute.js';
import type { GraphqlLimits } from '../limits.js';
import type { VariableValues } from '../variables.js';
import { type Delivery, LiveGroup } from './group.js';
import { type LiveSelection, LiveSource } from './live-source.js';
import { type Beginning, LiveMember, type Outlet } from './member.js';
import { keyOf, type LiveOperation } from './operation.js';

/** What groups are made of. */
export interface GroupsParts {
  readonly ports: GraphqlPorts;
  readonly executor: Executor;
  readonly limits: GraphqlLimits;
  readonly onError: (error: unknown) => void;
}

/** Who subscribes to what. */
export interface LiveRequest {
  readonly operation: LiveOperation;
  readonly variables: VariableValues;
  readonly identity: Identity;
  /** Where to go on, where the transport says it, in place of the argument. */
  readonly after?: string | null;
}

/** What is going on, for whoever watches. */
export interface LiveFigures {
  /** Those who have caught up. */
  readonly subscribers: number;
  readonly groups: number;
  /** Entries that are read but not sent, where the most of them are. */
  readonly lagEvents: number;
  /** How long the oldest of them has been known. */
  readonly lagMs: number;
  /** Bytes that wait for a subscriber, where the most of them do. */
  readonly queueBytes: number;
  /** Subscriptions that ended because they fell behind. */
  readonly dropped: number;
}

const RETRY_MS = 250;

/** All groups of this process, each made by its first subscriber and gone with its last. */
export class LiveGroups {
  readonly #parts: GroupsParts;
  readonly #groups = new Map<string, LiveGroup>();
  /** What is executed for all is nobody's request: not in the log, not in what is sent. */
  readonly #apart = AsyncLocalStorage.snapshot();
  #dropped = 0;

  constructor(parts: GroupsParts) {
    this.#parts = parts;
  }

  /** A subscriber, which begins when its `next` is first called. */
  subscribe(request: LiveRequest, outlet: Outlet): LiveMember {
    const { queueEvents: events, queueBytes: bytes } = this.#parts.limits;
    return new LiveMember({
      outlet,
      limits: { events, bytes },
      begin: () => this.#begin(request),
      onEnd: (slow) => {
        if (slow) this.#dropped++;
      },
    });
  }

  figures(): LiveFigures {
    const groups = [...this.#groups.values()];
    const lags = groups.map(({ lag }) => lag);
    const now = Date.now();
    let queueBytes = 0;
    for (const { members } of groups) {
      for (const member of members) queueBytes = Math.max(queueBytes, (member as LiveMember).waiting);
    }
    return {
      subscribers: groups.reduce((sum, { size }) => sum + size, 0),
      groups: groups.length,
      lagEvents: Math.max(0, ...lags.map(({ events }) => events)),
      lagMs: Math.max(0, ...lags.map(({ since }) => (since === null ? 0 : now - since))),
      queueBytes,
      dropped: this.#dropped,
    };
  }

  async #begin(request: LiveRequest): Promise<Beginning> {
    const { ports, limits } = this.#parts;
    const { operation, variables, identity } = request;
    const context = createContext(ports, limits, identity);
    const source = await operation.prepared.events(context, variables);
    if (!(source instanceof LiveSource)) throw (source as { errors?: readonly unknown[] }).errors?.[0];
    const { selection } = source;
    const subjects = [selection.subject];
    const group = this.#groupOf(request, selection);
    return {
      group,
      release: group.hold(),
      after: request.after ?? source.after,
      read: (cursor) => ports.feed.read(identity.client.id, subjects, cursor),
      answer: (events) => this.#answer(request, selection, events),
    };
  }

  #groupOf(request: LiveRequest, selection: LiveSelection): LiveGroup {
    const { operation, variables, identity } = request;
    const { client, key } = identity;
    const name = `${JSON.stringify([client, [...key.scopes].sort()])}\n${keyOf(operation, variables)}`;
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const work = {
      follow: (after: string | null) => this.#parts.ports.feed.follow(client.id, [selection.subject], after),
      answer: (events: readonly FeedEvent[]) => this.#answer(request, selection, events),
      onError: this.#parts.onError,
      retryMs: RETRY_MS,
      onEmpty: () => {
        if (this.#groups.get(name) === group) this.#groups.delete(name);
      },
    };
    const group = this.#apart(() => new LiveGroup(work));
    this.#groups.set(name, group);
    return group;
  }

  /** Entries that are answered together share their loaders, so that they show what stands when they are sent. */
  async #answer(request: LiveRequest, selection: LiveSelection, events: readonly FeedEvent[]) {
    const { ports, limits, executor } = this.#parts;
    const { operation, variables, identity } = request;
    const context = createContext(ports, limits, identity);
    const roots = await selection.roots(events, context);
    return Promise.all(
      events.map(async ({ cursor, event }, index): Promise<Delivery | null> => {
        const root = roots[index] ?? null;
        if (root === null) return null;
        const answer = await executor.answer(operation.prepared, root, context, variables);
        return { seq: event.seq, cursor, at: event.at, payload: JSON.stringify(answer) };
      }),
    );
  }
}
