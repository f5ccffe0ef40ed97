import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApiDocument } from '../../src/server/openapi.js';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, object>> }>>;
}

/** The document that the gateway serves. */
export const document = openApiDocument('0.0.0') as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(document, 'openapi');

const pointer = (parts: readonly string[]) =>
  parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

/** Fails where an answer is not as documented. What is no path of the document is not looked at. */
export async function expectDocumented(method: string, address: string, response: Response): Promise<void> {
  const path = new URL(address, 'http://localhost').pathname;
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) return;
  const what = `${method} ${path} → ${response.status}`;
  const content = operation.responses[response.status]?.content;
  const type = response.headers.get('content-type')?.split(';', 1)[0] ?? '';
  if (content?.[type] === undefined) throw new Error(`${what} ${type} is not documented.`);
  if (!type.endsWith('json')) return;
  const parts = ['paths', path, method.toLowerCase(), 'responses', String(response.status), 'content', type, 'schema'];
  const validate = ajv.getSchema(`openapi#/${pointer(parts)}`);
  if (validate === undefined) throw new Error(`${what} has no schema.`);
  if (!validate(await response.clone().json())) throw new Error(`${what}: ${ajv.errorsText(validate.errors)}`);
}
