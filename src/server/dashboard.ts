import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusal, sendProblem } from './problem.js';

/** Where `npm run build` leaves the page. */
export const DASHBOARD_DIRECTORY = path.resolve(import.meta.dirname, '../../dist/dashboard');

/** The page's own addresses: it looks at the address itself and shows what belongs there. */
export const PAGE_PATHS = ['/', '/flow', '/calls', '/calls/*', '/figures'];
const METHODS = ['GET', 'HEAD'];

// Longest endings first: what stands compressed beside a file belongs to it.
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * What the page may do: run its own scripts, use its own styles, and talk to its own host. Nothing inline, nothing
 * from elsewhere, and nobody may put it into a frame. `'self'` covers the socket, too.
 * @see https://www.w3.org/TR/CSP3/#match-url-to-source-expression
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A file of the page as it is sent. */
interface Sendable {
  readonly content: Buffer;
  readonly etag: string;
  readonly encoding: string | null;
}

/**
 * Serves the page: its document at its own addresses, checked by browsers each time, and its files below `/assets/`,
 * whose names change with their content, for ever. Files are read when they are asked for first, then kept.
 */
export function dashboardRoutes(http: FastifyInstance, directory: string): void {
  const files = new PageFiles(directory);
  for (const url of PAGE_PATHS) {
    http.route({ method: METHODS, url, handler: (request, reply) => sendDocument(files, request, reply) });
  }
  http.route<{ Params: { file: string } }>({
    method: METHODS,
    url: '/assets/:file',
    async handler(request, reply) {
      const name = `assets/${request.params.file}`;
      const file = await files.read(name, request.headers['accept-encoding']);
      if (file === null) return sendProblem(reply, refusal(404, request.id));
      return send(reply.header('cache-control', 'public, max-age=31536000, immutable'), name, file);
    },
  });
}

async function sendDocument(files: PageFiles, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const name = 'index.html';
  const file = await files.read(name, request.headers['accept-encoding']);
  if (file === null) return sendProblem(reply, refusal(404, request.id, 'The page is not built: npm run build.'));
  reply.headers({ 'cache-control': 'no-cache', 'content-security-policy': POLICY, etag: file.etag });
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  return send(reply, name, file);
}

function send(reply: FastifyReply, name: string, { content, encoding }: Sendable): FastifyReply {
  reply.header('vary', 'Accept-Encoding').type(TYPES[path.extname(name)] ?? 'application/octet-stream');
  if (encoding !== null) reply.header('content-encoding', encoding);
  return reply.send(content);
}

/** The files of a built page; only what is there when the gateway starts is ever read. */
class PageFiles {
  readonly #directory: string;
  readonly #names: ReadonlySet<string>;
  readonly #read = new Map<string, Promise<Sendable>>();

  constructor(directory: string) {
    this.#directory = directory;
    this.#names = new Set(['.', 'assets'].flatMap((folder) => namesIn(directory, folder)));
  }

  /** The file, in the best encoding that is welcome; null where there is none of this name. */
  async read(name: string, welcome = ''): Promise<Sendable | null> {
    if (!this.#names.has(name) || !(path.extname(name) in TYPES)) return null;
    const accepted = welcome.split(',').map((encoding) => encoding.split(';')[0]?.trim());
    const found = ENCODINGS.find(([token, ending]) => accepted.includes(token) && this.#names.has(name + ending));
    return this.#load(name + (found?.[1] ?? ''), found?.[0] ?? null);
  }

  #load(name: string, encoding: string | null): Promise<Sendable> {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const loading = readFile(path.join(this.#directory, name)).then((content) => {
      const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
      return { content, etag, encoding };
    });
    this.#read.set(name, loading);
    // A file that could not be read now may be read later.
    loading.catch(() => this.#read.delete(name));
    return loading;
  }
}

function namesIn(directory: string, folder: string): string[] {
  try {
    return readdirSync(path.join(directory, folder)).map((name) => path.posix.join(folder, name));
  } catch {
    return [];
  }
}
