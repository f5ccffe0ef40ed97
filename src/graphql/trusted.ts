import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { DomainError, ErrorCode } from '../domain/errors.js';

/** What becomes of a document that is not in the manifest: it runs, it runs and is told of, or it does not run. */
export type TrustMode = 'off' | 'report' | 'enforce';

/** What the trust in documents is made of. */
export interface TrustOptions {
  readonly mode: TrustMode;
  /** Texts by their ids, as graphql-codegen's client preset writes them. */
  readonly manifest: Readonly<Record<string, string>>;
  /** Hears of a document that is not in the manifest, once of each, by its SHA-256 alone. */
  readonly onUnknown: (hash: string) => void;
}

/** What a request says of its document. */
export interface DocumentRequest {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

const REPORTED_KEPT = 1_000;
const HASHES_KEPT = 1_000;
const PREFIX = 'sha256:';

/**
 * The documents that are known before anybody sends them. A request names one by `documentId`, or as clients of
 * automatic persisted queries do by `extensions.persistedQuery.sha256Hash`; nothing is ever added by a request.
 * @see https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md
 */
export class TrustedDocuments {
  readonly #options: TrustOptions;
  readonly #byId = new Map<string, string>();
  readonly #reported = new LRUCache<string, true>({ max: REPORTED_KEPT });
  readonly #hashes = new LRUCache<string, string>({ max: HASHES_KEPT });

  constructor(options: TrustOptions) {
    this.#options = options;
    for (const [id, text] of Object.entries(options.manifest)) {
      this.#byId.set(id, text);
      this.#byId.set(sha256(text), text);
    }
  }

  /** The text to run. Throws PERSISTED_QUERY_NOT_FOUND for an id of none, and FORBIDDEN for a text that is not trusted. */
  textOf(request: DocumentRequest): unknown {
    const { query } = request;
    const id = idOf(request);
    const given = typeof query === 'string' && query !== '';
    if (id !== null && !given) return this.#known(id);
    if (!given) return query;
    if (this.#options.mode !== 'off') this.#check(query);
    if (id !== null && id !== this.#hashOf(query)) throw notFound('The id is not that of the document.');
    return query;
  }

  /** Puts the text into a request that only names it, as if it had been sent. */
  complete(request: FastifyRequest): void {
    if (request.method === 'GET') this.#completeAddress(request);
    else this.#completeBody(request);
  }

  #completeBody(request: FastifyRequest): void {
    const body = request.body as { query?: unknown; documentId?: unknown; extensions?: unknown } | null | undefined;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
    const query = this.textOf(body);
    if (idOf(body) === null) return;
    body.query = query;
    delete body.documentId;
    const others = withoutId(body.extensions);
    if (others === undefined) delete body.extensions;
    else body.extensions = others;
  }

  #completeAddress(request: FastifyRequest): void {
    const [path = '', search = ''] = request.raw.url?.split(/\?(.*)/s) ?? [];
    const parameters = new URLSearchParams(search);
    const extensions = extensionsOf(parameters.get('extensions'));
    const documentId = parameters.get('documentId') ?? undefined;
    const query = this.textOf({ query: parameters.get('query') ?? undefined, documentId, extensions });
    if (documentId === undefined && idOf({ extensions }) === null) return;
    parameters.delete('documentId');
    parameters.delete('extensions');
    const others = withoutId(extensions);
    if (others !== undefined) parameters.set('extensions', JSON.stringify(others));
    if (typeof query === 'string') parameters.set('query', query);
    request.raw.url = `${path}?${parameters}`;
    request.query = Object.fromEntries(parameters);
  }

  #known(id: string): string {
    const text = this.#byId.get(id);
    if (text !== undefined) return text;
    throw notFound('No document has this id.');
  }

  #check(query: string): void {
    const hash = this.#hashOf(query);
    if (this.#byId.has(hash)) return;
    if (!this.#reported.has(hash)) {
      this.#reported.set(hash, true);
      this.#options.onUnknown(hash);
    }
    if (this.#options.mode === 'enforce')
      throw new DomainError(ErrorCode.FORBIDDEN, 'Only trusted documents run here.');
  }

  #hashOf(query: string): string {
    const known = this.#hashes.get(query);
    if (known !== undefined) return known;
    const hash = sha256(query);
    this.#hashes.set(query, hash);
    return hash;
  }
}

function notFound(message: string): DomainError {
  return new DomainError(ErrorCode.PERSISTED_QUERY_NOT_FOUND, message);
}

function idOf({ documentId, extensions }: DocumentRequest): string | null {
  if (documentId !== undefined && documentId !== null) {
    if (typeof documentId !== 'string') throw notFound('An id is text.');
    return documentId.startsWith(PREFIX) ? documentId.slice(PREFIX.length) : documentId;
  }
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
  const { sha256Hash } = persistedQuery ?? {};
  return typeof sha256Hash === 'string' ? sha256Hash : null;
}

function withoutId(extensions: unknown): object | undefined {
  if (typeof extensions !== 'object' || extensions === null) return undefined;
  const { persistedQuery: _, ...others } = extensions as { persistedQuery?: unknown };
  return Object.keys(others).length === 0 ? undefined : others;
}

// What is no JSON is left to whoever reads the rest of the request.
function extensionsOf(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
