// The usual way: hydrated entities behind DataLoader, type-graphql's resolvers and Apollo Server as they come.
import { createHash } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { MikroORM } from '@mikro-orm/sqlite';
import { fastify } from 'fastify';
import { buildSchema } from 'type-graphql';
import { ApiKey, Call, Hangup, State, Transaction } from './entities.ts';
import { Context } from './loaders.ts';
import { RESOLVERS } from './resolvers.ts';

const orm = await MikroORM.init({
  dbName: process.argv[2] as string,
  entities: [ApiKey, Call, Hangup, State, Transaction],
});
const schema = await buildSchema({ resolvers: RESOLVERS as never, validate: false });
const apollo = new ApolloServer<Context>({ schema, stopOnTerminationSignals: false });
await apollo.start();

const known = new Map<string, number>();
const http = fastify();
http.route({
  method: 'POST',
  url: '/graphql',
  handler: fastifyApolloHandler(apollo, {
    context: async (request) => {
      const secret = request.headers.authorization?.slice('Bearer '.length) ?? '';
      const secretHash = createHash('sha256').update(secret).digest('base64url');
      const em = orm.em.fork();
      const client = known.get(secretHash) ?? (await em.findOneOrFail(ApiKey, { secretHash })).client;
      known.set(secretHash, client);
      return new Context(em, client);
    },
  }),
});
await http.listen({ host: '127.0.0.1', port: 0 });
console.log(`port ${(http.server.address() as { port: number }).port}`);
process.on('SIGTERM', () => process.exit(0));
