import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';
import { refusal, sendProblem } from './problem.js';

const DATABASE_PATIENCE_MS = 2_000;

/** What the health routes ask. */
export interface HealthSources {
  readonly metrics: Metrics;
  readonly isStopping: () => boolean;
  /** Resolves where the database answers. */
  readonly ping: () => Promise<void>;
}

/** `/livez`: the process lives. `/readyz`: it is able to serve. `/metrics`: its figures. */
export function healthRoutes(http: FastifyInstance, { metrics, isStopping, ping }: HealthSources): void {
  // Many monitors ask with HEAD.
  const monitored = { exposeHeadRoute: true };
  http.get('/livez', monitored, async () => ({ status: 'ok' }));
  http.get('/readyz', monitored, async (request, reply) => {
    if (isStopping()) return sendProblem(reply, refusal(503, request.id, 'The gateway is stopping.'));
    try {
      await within(DATABASE_PATIENCE_MS, ping());
      return { status: 'ok' };
    } catch (error) {
      request.log.warn({ err: error }, 'the database does not answer');
      return sendProblem(reply, refusal(503, request.id, 'The database does not answer.'));
    }
  });
  http.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}

async function within(ms: number, answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The database took too long to answer.')), ms);
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
