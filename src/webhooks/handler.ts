import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, ErrorCode } from '../domain/errors.js';
import type { Identity, Recorder, WebhookSecrets } from '../domain/ports.js';
import { type Gate, pointsOfBody, quotaHeaders } from '../domain/rate-limit.js';
import { RecordOutcome, type RecordResult } from '../domain/record.js';
import { deliverer } from './credentials.js';
import { type DeliveryQuery, deliveryOf } from './items.js';
import { sendProblem } from './problem.js';
import { adaptWithin, addressOf } from './read-delivery.js';
import { checkSignature } from './signature.js';
import { notUnderstood, VENDORS, type Vendor } from './vendors.js';

/** What a delivery may hold at the most. */
export interface WebhookLimits {
  readonly bodyBytes: number;
  readonly batchItems: number;
  /** Objects and arrays inside each other, of one item. */
  readonly depth: number;
}

/** What the webhook routes work with. */
export interface WebhookDependencies {
  readonly recorder: Recorder;
  readonly gate: Gate;
  readonly limits: WebhookLimits;
  /** The secrets with which sources sign what they deliver. */
  readonly webhookSecrets: Pick<WebhookSecrets, 'secretsOf'>;
}

/** The answer to a delivery, sent once it is committed. */
export interface DeliverySummary {
  readonly received: number;
  readonly created: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly rejected: readonly { readonly index: number; readonly code: string; readonly message: string }[];
}

/** The paths that vendors deliver to. Failures are answered as RFC 9457 problems. */
export function webhookRoutes(dependencies: WebhookDependencies): FastifyPluginAsync {
  return async (scope) => {
    takeRawBodies(scope, dependencies.limits.bodyBytes);
    scope.setErrorHandler(sendProblem);
    for (const vendor of VENDORS) addRoutes(scope, vendor, dependencies);
  };
}

// Bytes as they came, whatever their type is called: vendors are careless with it.
function takeRawBodies(scope: FastifyInstance, bodyLimit: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
}

function addRoutes(scope: FastifyInstance, vendor: Vendor, dependencies: WebhookDependencies): void {
  const identities = new WeakMap<FastifyRequest, Identity>();
  // Before the body is read, so that nobody without a key can make the gateway hold one.
  const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (isHealthCheck(request, vendor)) return reply.send({ status: 'ok' });
    const identity = await deliverer(request, dependencies.gate, vendor.source);
    reply.headers(quotaHeaders(await dependencies.gate.spend(identity, pointsOfBody(request.headers))));
    identities.set(request, identity);
    refuseEncoded(request, reply);
    // One that is badly written would refuse the body unread.
    delete request.raw.headers['content-type'];
    return undefined;
  };
  scope.post(vendor.path, { onRequest }, async (request) => {
    const identity = identities.get(request);
    if (identity === undefined) throw new DomainError(ErrorCode.UNAUTHENTICATED, 'A valid API key is needed.');
    return receive(vendor, identity, request, dependencies);
  });
  if (vendor.healthCheck === null) return;
  scope.get(vendor.path, { onRequest }, async (_request, reply) => {
    reply.header('allow', 'POST');
    throw Object.assign(new Error('Deliveries are posted.'), { statusCode: 405 });
  });
}

function isHealthCheck(request: FastifyRequest, vendor: Vendor): boolean {
  return vendor.healthCheck !== null && Object.hasOwn(request.query as object, vendor.healthCheck);
}

function refuseEncoded(request: FastifyRequest, reply: FastifyReply): void {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === '' || encoding.toLowerCase() === 'identity') return;
  reply.header('accept-encoding', 'identity');
  throw Object.assign(new Error('Bodies are taken uncompressed.'), { statusCode: 415 });
}

async function receive(
  vendor: Vendor,
  { client }: Identity,
  request: FastifyRequest,
  { recorder, limits, webhookSecrets }: WebhookDependencies,
): Promise<DeliverySummary> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const secrets = await webhookSecrets.secretsOf(client.id, vendor.source);
  if (secrets.length > 0) checkSignature(body, request.headers, secrets, vendor.signatureHeader);
  const query = request.query as DeliveryQuery;
  const delivery = deliveryOf(body, limits.batchItems);
  if (!delivery.json) {
    const error = { code: 'NOT_JSON', message: 'The body is not JSON.', path: [] };
    const kept = notUnderstood(vendor.source, 'unknown', delivery.text, error);
    const address = addressOf(vendor, query);
    if (delivery.text !== '') await recorder.record(client, [address === null ? kept : { ...kept, address }]);
    throw new DomainError(ErrorCode.BAD_USER_INPUT, error.message);
  }
  if (delivery.items.length === 0) return summaryOf([]);
  const items = delivery.items.flatMap((item) => adaptWithin(limits.depth, vendor, item, query));
  return summaryOf(await recorder.record(client, items));
}

function summaryOf(results: readonly RecordResult[]): DeliverySummary {
  const counts = { CREATED: 0, DUPLICATE: 0, REVISED: 0, REJECTED: 0 };
  const rejected: DeliverySummary['rejected'][number][] = [];
  for (const [index, { outcome, error }] of results.entries()) {
    counts[outcome]++;
    if (outcome !== RecordOutcome.REJECTED) continue;
    const { code, message } = error ?? { code: 'REJECTED', message: 'The item was not taken.' };
    rejected.push({ index, code, message });
  }
  const { CREATED: created, DUPLICATE: duplicates, REVISED: revised } = counts;
  return { received: results.length, created, duplicates, revised, rejected };
}
