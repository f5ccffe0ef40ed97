import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ErrorCode } from '../domain/errors.js';
import { PROBLEM_TYPE } from '../domain/problem.js';
import { Admission } from './admission.js';
import { PAGE_PATHS } from './dashboard.js';
import type { Environment } from './environment.js';
import type { Logger } from './logger.js';
import type { Metrics } from './metrics.js';
import { refusal } from './problem.js';
import { requestIdOf } from './request-context.js';

/** Whoever watches the process must hear of it also then, and the page is a few files. */
const ALWAYS_ANSWERED = ['/livez', '/readyz', '/metrics', '/openapi.json', '/assets/*', ...PAGE_PATHS];
const EXEMPT = new RegExp(`^(?:${ALWAYS_ANSWERED.map((path) => path.replace('*', '[^?]*')).join('|')})(?:\\?|$)`);
const GRAPHQL = /^\/graphql(?:\/stream)?(?:\?|$)/;
const STREAM = '/graphql/stream';
const DELIVERIES = '/webhooks/';
const JSON_TYPE = 'application/json; charset=utf-8';
const WORDS = 'More was asked for than the gateway can do; try again.';
/** What is longer is not waited for: the connection is closed. */
const SHORT_BODY_BYTES = 65_536;
const HEADERS = ['retry-after', '1', 'x-content-type-options', 'nosniff', 'cache-control', 'no-store'];

/** Admission by the settings, with its figures and a line of the log when it begins and ends to refuse. */
export function createAdmission(environment: Environment, logger: Logger, { gauge }: Metrics): Admission {
  const admission = new Admission({
    waitingRequests: environment.OVERLOAD_WAITING_REQUESTS,
    patienceMs: environment.OVERLOAD_PATIENCE_MS,
    roundMs: environment.OVERLOAD_ROUND_MS,
    onChange: (overloaded, refused) => {
      if (overloaded) logger.warn('overloaded: requests are refused');
      else logger.warn({ refused }, 'no longer overloaded');
    },
  });
  gauge('talkgraph_requests_in_flight', 'Requests that are being answered.', () => admission.inFlight);
  gauge('talkgraph_overloaded', '1 while requests are refused for want of time, else 0.', () =>
    admission.overloaded ? 1 : 0,
  );
  gauge('talkgraph_overload_refused', 'Requests refused because too many waited, so far.', () => admission.refused);
  return admission;
}

/** Answers what is let in by `handle`; the rest is refused before anything of it is looked at, its body unread. */
export function admitting(admission: Admission, handle: RequestListener): RequestListener {
  const refuse = refusingLater();
  return (request, response) => {
    const url = request.url ?? '/';
    if (isExempt(request.method, url)) return handle(request, response);
    if (!admission.enter()) return refuse(() => writeRefusal(request, response, url));
    // A stream stays open for hours and takes no time.
    if (url.startsWith(STREAM)) admission.leave();
    else response.once('close', () => admission.leave());
    handle(request, response);
  };
}

function isExempt(method: string | undefined, url: string): boolean {
  // Deliveries are posted: the rest is a vendor that looks whether somebody is there.
  return EXEMPT.test(url) || (method === 'GET' && url.startsWith(DELIVERIES));
}

/** Writes refusals after the commit of what was let in before them: they are many, and nobody waits for what they do. */
function refusingLater(): (refuse: () => void) => void {
  let waiting: (() => void)[] = [];
  const writeAll = () => {
    const refusals = waiting;
    waiting = [];
    for (const refuse of refusals) refuse();
  };
  return (refuse) => {
    // Commits are begun in the same way, by what came first.
    if (waiting.push(refuse) === 1) setImmediate(writeAll);
  };
}

/** The least that tells a client what happened. It is written for most of the requests where too many come. */
function writeRefusal(request: IncomingMessage, response: ServerResponse, url: string): void {
  const id = requestIdOf(request);
  const isGraphql = GRAPHQL.test(url);
  const body = JSON.stringify(isGraphql ? graphqlError(id) : refusal(503, id, WORDS));
  const headers = [...HEADERS, 'x-request-id', id, 'content-type', isGraphql ? JSON_TYPE : PROBLEM_TYPE];
  headers.push('content-length', String(Buffer.byteLength(body)));
  if (!isShort(request)) headers.push('connection', 'close');
  response.writeHead(503, headers);
  response.end(body);
}

function graphqlError(requestId: string): object {
  return { errors: [{ message: WORDS, extensions: { code: ErrorCode.OVERLOADED, requestId } }] };
}

function isShort({ headers }: IncomingMessage): boolean {
  if (headers['transfer-encoding'] !== undefined) return false;
  return Number(headers['content-length'] ?? 0) <= SHORT_BODY_BYTES;
}
