// The hand-written reference: node:http and prepared statements over the same tables, nothing else.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import Database from 'better-sqlite3';
import { prepareSqlite } from '../product.ts';
import { endpoints } from './endpoints.ts';

const database = prepareSqlite(new Database(process.argv[2] as string, { readonly: true }));
const clientOf = database.prepare('SELECT client_id FROM api_key WHERE secret_hash = ?').pluck();
const known = new Map<string, number>();
const routes = endpoints(database);

function authenticate(header: string | undefined): number | undefined {
  const hash = createHash('sha256')
    .update(header?.slice('Bearer '.length) ?? '')
    .digest('base64url');
  const client = known.get(hash) ?? (clientOf.get(hash) as number | undefined);
  if (client !== undefined) known.set(hash, client);
  return client;
}

const server = createServer((request, response) => {
  const [path = '', question = ''] = (request.url ?? '').split('?');
  const route = routes[path];
  const client = authenticate(request.headers.authorization);
  if (route === undefined || client === undefined) return void response.writeHead(route ? 401 : 404).end();
  const after = new URLSearchParams(question).get('after');
  const [value, id] = JSON.parse(Buffer.from(after ?? '', 'base64url').toString()) as [number, number];
  const body = JSON.stringify(route(client, value, id));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
});
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as { port: number }).port}`));
process.on('SIGTERM', () => process.exit(0));
