import { z } from 'zod';
import type { DeliverySummary } from './handler.js';
import { VENDORS, type Vendor } from './vendors.js';

const count = z.int().min(0);

/** The answer to a delivery. */
const DeliveryAnswer = z.strictObject({
  received: count,
  created: count,
  duplicates: count,
  revised: count,
  rejected: z.array(z.strictObject({ index: count, code: z.string(), message: z.string() })),
}) satisfies z.ZodType<DeliverySummary>;

const Alive = z.object({ status: z.literal('ok') });
const SECURITY = [{ bearer: [] }, { functionsKey: [] }, { codeInQuery: [] }];

/** The paths of this room for OpenAPI; `problems` are its failures. */
export function webhookPaths(problems: (...statuses: number[]) => object): Record<string, object> {
  return Object.fromEntries(VENDORS.map((vendor) => [vendor.path, pathOf(vendor, problems)]));
}

function pathOf({ source, healthCheck }: Vendor, problems: (...statuses: number[]) => object): object {
  const name = source.toLowerCase();
  // Some ask by POST whether anybody is there.
  const answer = healthCheck === null ? DeliveryAnswer : z.union([DeliveryAnswer, Alive]);
  const post = {
    operationId: `deliver_${name}`,
    summary: `Takes what ${source} delivers; answered once it is stored for good.`,
    description: 'An item that cannot be understood is kept whole and listed in `rejected`; the others stand.',
    security: SECURITY,
    requestBody: { required: true, content: { 'application/json': { schema: {} } } },
    responses: {
      200: { description: 'What became of the items.', content: jsonContent(answer) },
      ...problems(400, 401, 403, 408, 413, 415, 429, 431, 500, 503),
    },
  };
  if (healthCheck === null) return { post };
  const get = {
    operationId: `check_${name}`,
    summary: 'Whether anybody is there; without a key.',
    security: [{}],
    parameters: [{ name: healthCheck, in: 'query', required: true, allowEmptyValue: true, schema: { type: 'string' } }],
    responses: {
      200: { description: 'Somebody is.', content: jsonContent(Alive) },
      ...problems(401, 403, 405, 408, 429, 431, 500),
    },
  };
  return { get, post };
}

function jsonContent(schema: z.ZodType): object {
  const { $schema: _, ...own } = z.toJSONSchema(schema);
  return { 'application/json': { schema: own } };
}
