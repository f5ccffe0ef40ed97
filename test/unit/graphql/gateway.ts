import type { FastifyInstance } from 'fastify';
import { fastify } from 'fastify';
import { DEFAULT_LIMITS, type GraphqlLimits } from '../../../src/graphql/limits.js';
import { createGraphql, type GraphqlRoom } from '../../../src/graphql/server.js';
import { TrustedDocuments } from '../../../src/graphql/trusted.js';

import { type FakeFeed, FakeReader, type FakeRecorder, portsOver } from './fakes.js';
/** The room over fakes, on a server that listens to injected requests. */
export interface Gateway {
  readonly room: GraphqlRoom;
  readonly http: FastifyInstance;
  readonly reader: FakeReader;
  readonly recorder: FakeRecorder;
  readonly feed: FakeFeed;
  readonly logged: object[];
  ask(query: string, options?: AskOptions): Promise<Asked>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly variables?: object | string;
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
  readonly operationName?: string;
}

export interface Asked {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export async function aGateway(
  options: { production?: boolean; limits?: Partial<GraphqlLimits> } = {},
): Promise<Gateway> {
  const reader = new FakeReader();
  const { ports, recorder, feed } = portsOver(reader);
  const logged: object[] = [];
  const room = await createGraphql({
    ...ports,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    trusted: new TrustedDocuments({ mode: 'off', manifest: {}, onUnknown: () => undefined }),
    production: options.production ?? true,
    allowedOrigins: ['https://desk.example.com'],
    logger: { error: (details) => logged.push(details) },
  });
  const http = fastify();
  await http.register(room.plugin);
  return {
    room,
    http,
    reader,
    recorder,
    feed,
    logged,
    async ask(query, { variables, key = 'key-admin', headers = {}, operationName } = {}) {
      const given = typeof variables === 'string' ? variables : JSON.stringify(variables ?? {});
      const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
      const answer = await http.inject({
        method: 'POST',
        url: '/graphql',
        headers: {
          'content-type': 'application/json',
          ...(key !== null && { authorization: `Bearer ${key}` }),
          ...headers,
        },
        payload: `{"query":${JSON.stringify(query)},"variables":${given}${name}}`,
      });
      return { status: answer.statusCode, text: answer.body, body: JSON.parse(answer.body) };
    },
    async close() {
      await http.close();
      await room.close();
    },
  };
}
