import { z } from 'zod';
import { FoundAnswer, NoResultAnswer, StoredAnswer } from './answers.js';
import { FORMATS } from './formats.js';
import { CallDataInput } from './input.js';
import { CallDataQuery } from './question.js';

const CREDENTIALS = {
  clientId: z.string().describe('The client to which the key belongs.'),
  code: z.string().optional().describe('The API key, where no header can be set.'),
};
const SECURITY = [{ functionsKey: [] }, { codeInQuery: [] }];
const REFUSALS = [400, 401, 403, 408, 413, 429, 431, 500, 503] as const;

/** The paths of this room for OpenAPI, made from the schemas with which it checks; `problems` are its failures. */
export function callDataPaths(problems: (...statuses: number[]) => object): Record<string, object> {
  const path = {
    get: {
      operationId: 'fetchCallData',
      summary: 'The most recent record for a call and a caller.',
      description:
        'The path and the names of parameters are taken in any case. Where nothing is found, the answer is always JSON.',
      security: SECURITY,
      parameters: [...parametersOf(z.object(CREDENTIALS)), ...parametersOf(CallDataQuery)],
      responses: {
        200: { description: 'The record, in the format asked for, or that there is none.', content: foundContent() },
        ...problems(...REFUSALS),
      },
    },
    post: {
      operationId: 'storeCallData',
      summary: "Leaves a record for the agent's desktop.",
      description: 'Keys of `input` are taken in any case; those that are not named here are kept as they come.',
      security: SECURITY,
      parameters: parametersOf(z.object(CREDENTIALS)),
      requestBody: { required: true, content: jsonContent(z.looseObject({ input: CallDataInput.loose() }), 'input') },
      responses: {
        200: { description: 'Stored, or what was missing.', content: jsonContent(StoredAnswer) },
        ...problems(...REFUSALS),
      },
    },
  };
  return { '/api/CallData': path };
}

function parametersOf(schema: z.ZodObject): object[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as { description?: string };
    return { name, in: 'query', required: required.includes(name), description, schema };
  });
}

function foundContent(): object {
  const texts = Object.values(FORMATS)
    .filter((format) => format !== FORMATS.json)
    .map(({ contentType }) => [mediaType(contentType), { schema: { type: 'string' } }]);
  return { ...jsonContent(z.union([FoundAnswer, NoResultAnswer])), ...Object.fromEntries(texts) };
}

function jsonContent(schema: z.ZodType, io: 'input' | 'output' = 'output'): object {
  const { $schema: _, ...own } = z.toJSONSchema(schema, { io });
  return { 'application/json': { schema: own } };
}

function mediaType(contentType: string): string {
  return contentType.split(';', 1)[0] ?? contentType;
}
