import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Scope } from '../domain/api-key.js';
import type { CallDataRecord } from '../domain/call-data.js';
import type { Client } from '../domain/client.js';
import { DomainError, ErrorCode } from '../domain/errors.js';
import type { Identity, Reader, Recorder } from '../domain/ports.js';
import { type Gate, pointsOfBody, quotaHeaders } from '../domain/rate-limit.js';
import { RecordOutcome, type SourceItem } from '../domain/record.js';
import { Source } from '../domain/source.js';
import { failureText, NO_RESULT_TEXT, SUCCESS_TEXT } from './answers.js';
import { asker } from './credentials.js';
import { type Input, inputOf } from './input.js';
import { sendProblem } from './problem.js';
import { type CallDataRequest, requestOf } from './question.js';
import { viewOf } from './view.js';

/** What a POST may hold at the most. */
export interface CallDataLimits {
  readonly bodyBytes: number;
  /** Objects and arrays inside each other. */
  readonly depth: number;
}

/** What the CallData routes work with. */
export interface CallDataDependencies {
  readonly recorder: Recorder;
  readonly reader: Pick<Reader, 'latestCallData'>;
  readonly gate: Gate;
  readonly limits: CallDataLimits;
}

const PATH = '/api/CallData';
const IN_ANY_CASE = /^\/api\/calldata\/?(?=$|\?)/i;
const JSON_TYPE = 'application/json; charset=utf-8';

// An answer holds personal data and, as HTML, what strangers wrote.
const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

/** An address as the routes know it: the legacy API took its path in any case. */
export function callDataUrl(url: string): string {
  return url.replace(IN_ANY_CASE, PATH);
}

/** The legacy CallData API: a bot leaves a record, an agent's desktop fetches it by call and caller. */
export function callDataRoutes(dependencies: CallDataDependencies): FastifyPluginAsync {
  return async (scope) => {
    const identities = new WeakMap<FastifyRequest, Identity>();
    takeRawBodies(scope, dependencies.limits.bodyBytes);
    scope.setErrorHandler(sendProblem);
    // Before the body is read, so that nobody without a key can make the gateway hold one.
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers(HEADERS);
      // The body is JSON whatever its type is called, and one that is badly written would refuse it unread.
      delete request.raw.headers['content-type'];
      const needed = request.method === 'POST' ? Scope.WRITE : Scope.READ;
      const identity = await asker(request, dependencies.gate, needed);
      reply.headers(quotaHeaders(await dependencies.gate.spend(identity, pointsOfBody(request.headers))));
      identities.set(request, identity);
    });
    scope.post(PATH, (request, reply) => store(identityOf(identities, request), request, reply, dependencies));
    scope.get(PATH, (request, reply) => fetchLatest(identityOf(identities, request), request, reply, dependencies));
  };
}

function takeRawBodies(scope: FastifyInstance, bodyLimit: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
}

function identityOf(identities: WeakMap<FastifyRequest, Identity>, request: FastifyRequest): Identity {
  const identity = identities.get(request);
  if (identity === undefined) throw new DomainError(ErrorCode.UNAUTHENTICATED, 'A valid API key is needed.');
  return identity;
}

// The body drives the bot's branch, so a refusal is a 200 as well.
async function store(
  { client }: Identity,
  request: FastifyRequest,
  reply: FastifyReply,
  { recorder, limits }: CallDataDependencies,
): Promise<FastifyReply> {
  reply.type(JSON_TYPE);
  const input = inputOf(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), limits.depth);
  if ('refusal' in input) return reply.send(failureText(input.refusal));
  const [result] = await recorder.record(client, [itemOf(input)]);
  if (result?.outcome === RecordOutcome.REJECTED)
    return reply.send(failureText(result.error?.message ?? 'Not stored.'));
  return reply.send(SUCCESS_TEXT);
}

function itemOf({ body, record }: Extract<Input, { record: unknown }>): SourceItem {
  const content = { understood: true, records: [record] } as const;
  return { source: Source.CALL_DATA, eventType: 'callData', key: null, body, content };
}

async function fetchLatest(
  { client }: Identity,
  request: FastifyRequest,
  reply: FastifyReply,
  { reader }: CallDataDependencies,
): Promise<FastifyReply> {
  const asked = requestOf(request.query);
  const record = asked === null ? null : await latestOf(reader, client, asked);
  if (asked === null || record === null) return reply.type(JSON_TYPE).send(NO_RESULT_TEXT);
  const { format, language } = asked;
  const written = await format.write(viewOf(record, { language, timeZone: client.timeZone }));
  return reply.type(format.contentType).send(written);
}

async function latestOf(
  reader: CallDataDependencies['reader'],
  client: Client,
  { question }: CallDataRequest,
): Promise<CallDataRecord | null> {
  try {
    return await reader.latestCallData(client, question);
  } catch (error) {
    // The service does not tell a wrong question from one without a result.
    if (error instanceof DomainError && error.code === ErrorCode.BAD_USER_INPUT) return null;
    throw error;
  }
}
