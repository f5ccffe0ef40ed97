import { createClient, type Client as SocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import { type App, startApp } from '../../src/server/app.js';
import { parseEnvironment } from '../../src/server/environment.js';
import { createLogger } from '../../src/server/logger.js';
import { CreateApiKeyDocument, type Scope, type TypedDocumentString } from '../documents/generated/graphql.js';
import { freshDatabase } from './fresh-database.js';
import { expectDocumented } from './openapi.js';

/** The client that every gateway of the tests begins with. */
export const CLIENT_ID = 'acme';

/** How a gateway differs from the usual one. */
export interface GatewayOptions {
  /** Settings over the tests' own. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Hears the lines of the log. */
  readonly onLog?: (line: string) => void;
}

/** An answer of GraphQL over HTTP. */
// biome-ignore lint/suspicious/noExplicitAny: a test knows the shape of what it asked for
export type GraphqlAnswer<T = any> = {
  readonly status: number;
  readonly data: T;
  readonly errors?: readonly {
    message: string;
    path?: (string | number)[];
    extensions?: { code?: string; requestId?: string };
  }[];
};

/** The real gateway on a free port with a database of its own. */
export interface Gateway {
  readonly url: string;
  readonly app: App;
  readonly databaseUrl: string;
  readonly keys: { readonly read: string; readonly write: string; readonly admin: string };
  // biome-ignore lint/suspicious/noExplicitAny: a test knows the shape of what it asked for
  graphql<T = any>(query: string, variables?: object, key?: string): Promise<GraphqlAnswer<T>>;
  /** A document whose types are made from the schema; throws where the answer has errors. */
  run<Result, Variables extends object>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    key?: string,
  ): Promise<Result>;
  /** Posts a value as JSON, or text and bytes as they are; by default with the key that may write. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** A graphql-ws client, by default with the key that may read; closed with the gateway. */
  socket(key?: string): SocketClient;
  dispose(): Promise<void>;
}

const ADMIN_KEY = 'test-admin-key-0123456789abcdef';

/** Starts the gateway; `dispose` in `afterAll` stops it and removes its database. */
export async function startGateway({ variables = {}, onLog }: GatewayOptions = {}): Promise<Gateway> {
  const database = await freshDatabase();
  const environment = parseEnvironment({
    PORT: '0',
    NODE_ENV: 'test',
    LOG_LEVEL: onLog === undefined ? 'silent' : 'info',
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '4',
    // Threads run the built program; here the sources run as they are.
    FIGURES_THREADS: '0',
    BOOTSTRAP_CLIENT_ID: CLIENT_ID,
    BOOTSTRAP_API_KEY: ADMIN_KEY,
    ...variables,
  });
  const logger = await createLogger(environment.LOG_LEVEL, { write: (line) => onLog?.(line) });
  const app = await startApp(environment, logger).catch(async (error: unknown) => {
    await database.dispose();
    throw error;
  });
  const sockets: SocketClient[] = [];
  const requests = requestsTo(app.url);
  const run: Gateway['run'] = async (document, given, key = keys.write) => {
    const { data, errors } = await requests.graphql(document.toString(), given, key);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  const createKey = async (scope: Scope) => {
    const { createApiKey } = await run(CreateApiKeyDocument, { name: scope, scopes: [scope] }, ADMIN_KEY);
    return createApiKey.secret;
  };
  const keys = { read: await createKey('READ'), write: await createKey('WRITE'), admin: ADMIN_KEY };
  return {
    url: app.url,
    app,
    databaseUrl: database.url,
    keys,
    run,
    graphql: (query, given, key = keys.write) => requests.graphql(query, given, key),
    post: (path, body, headers = { authorization: `Bearer ${keys.write}` }) => requests.post(path, body, headers),
    get: (path, headers = { authorization: `Bearer ${keys.read}` }) => requests.get(path, headers),
    socket(key = keys.read) {
      const client = createClient({
        url: `${app.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${key}` },
        retryAttempts: 0,
      });
      sockets.push(client);
      return client;
    },
    async dispose() {
      await Promise.all(sockets.map((client) => client.dispose()));
      await app.close();
      await database.dispose();
    },
  };
}

function requestsTo(url: string) {
  // Whatever a test is about: its answers are as documented.
  const send = async (path: string, init: RequestInit & { method: string }) => {
    const response = await fetch(url + path, init);
    await expectDocumented(init.method, path, response);
    return response;
  };
  const post = (path: string, body: unknown, headers: Record<string, string>) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    return send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: raw ? (body as string) : JSON.stringify(body),
    });
  };
  return {
    post,
    get: (path: string, headers: Record<string, string>) => send(path, { method: 'GET', headers }),
    // biome-ignore lint/suspicious/noExplicitAny: a test knows the shape of what it asked for
    async graphql<T = any>(query: string, variables: object | undefined, key: string): Promise<GraphqlAnswer<T>> {
      const response = await post('/graphql', { query, variables }, { authorization: `Bearer ${key}` });
      return { status: response.status, ...((await response.json()) as { data: T }) };
    },
  };
}
