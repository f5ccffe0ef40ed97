import { CALL_DATA_MAXIMUM_DAYS } from '../domain/call-data.js';
import type { ReadDelivery, Wake } from '../domain/ports.js';
import { DEFAULT_LIMITS, type GraphqlLimits } from '../graphql/limits.js';
import { createGraphql, type GraphqlRoom } from '../graphql/server.js';
import { TrustedDocuments } from '../graphql/trusted.js';
import { LogFeed } from '../live/feed.js';
import { MemoryWake } from '../live/wake/memory.js';
import { PostgreSqlWake } from '../live/wake/postgresql.js';
import type { Database } from '../persistence/database.js';
import { migrate } from '../persistence/migrations.js';
import { openDatabase } from '../persistence/open.js';
import { sql } from '../persistence/sql.js';
import { callDataRoutes } from '../rest/handler.js';
import { StoredClients } from '../services/clients.js';
import { SqlErasure } from '../services/erasure.js';
import { MemoryGate } from '../services/gate.js';
import type { FigureDesk } from '../services/insights/desk.js';
import { InlineDesk } from '../services/insights/inline-desk.js';
import { RollupKeeper } from '../services/insights/rollup-keeper.js';
import { ThreadDesk } from '../services/insights/thread-desk.js';
import { StoredInsights } from '../services/insights.js';
import { SqlReader } from '../services/reader.js';
import { GroupCommitRecorder } from '../services/recorder.js';
import { QuarantineReplay } from '../services/replay.js';
import { StoredWebhookSecrets } from '../services/webhook-secrets.js';
import { webhookRoutes } from '../webhooks/handler.js';
import { readDelivery } from '../webhooks/read-delivery.js';
import { DASHBOARD_DIRECTORY, dashboardRoutes } from './dashboard.js';
import type { Environment } from './environment.js';
import { gatewayKey } from './gateway-key.js';
import { healthRoutes } from './health.js';
import { addressOf, createHttp } from './http.js';
import type { Logger } from './logger.js';
import { readManifest, readPageManifest } from './manifest.js';
import { createMetrics, type Metrics } from './metrics.js';
import { openApiRoute } from './openapi.js';
import { createAdmission } from './overload.js';
import { limitAddresses } from './rates.js';
import { currentRequest } from './request-context.js';
import { startSweeping } from './sweep.js';
import { followInsights, followRecorder } from './telemetry/ports.js';
import { openTelemetry } from './telemetry.js';
import { versionOfProgram } from './version.js';
import { acceptSockets } from './websocket.js';

/** A gateway that serves. */
export interface App {
  /** Where it is reached, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The key that a first start made; its secret is here and nowhere else. */
  readonly firstKey: { readonly clientId: string; readonly secret: string } | null;
  /** Finishes what was accepted, cuts what does not end within SHUTDOWN_TIMEOUT_MS, and lets go of everything. */
  close(): Promise<void>;
}

/** Undoes what was opened so far, in the opposite order. */
type Undo = (() => unknown)[];

const FEED_BATCH = 500;

/** Wires the rooms together by hand and serves. Throws what keeps it from serving, with nothing left open. */
export async function startApp(environment: Environment, logger: Logger): Promise<App> {
  const undo: Undo = [];
  try {
    return await open(environment, logger, undo);
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}

async function open(environment: Environment, logger: Logger, undo: Undo): Promise<App> {
  const { DEFAULT_COUNTRY: defaultCountry, BODY_LIMIT_BYTES: bodyBytes, BODY_MAXIMUM_DEPTH: depth } = environment;
  const metrics = createMetrics();
  const onError = (error: unknown) => logger.error({ err: error }, 'failed behind the answers');
  const telemetry = await openTelemetry(environment, logger);
  undo.push(() => telemetry?.close());

  const database = await openDatabase({ url: environment.DATABASE_URL, poolSize: environment.DATABASE_POOL_SIZE });
  undo.push(() => database.close());
  for (const migration of await migrate(database)) logger.info({ migration }, 'migrated');

  const key = await gatewayKey(environment, database);
  if (!key.isApart)
    logger.warn(
      'SECRETS_KEY is not set: webhook secrets cannot be stored, and the key that tells private callers apart is kept in the database',
    );
  const webhookSecrets = new StoredWebhookSecrets(database, key);

  const clients = new StoredClients(database, {
    key,
    timeZone: environment.TIME_ZONE,
    callDataRetentionDays: CALL_DATA_MAXIMUM_DAYS,
    onError,
  });
  undo.push(() => clients.settled());
  const firstKey = await letIn(environment, clients);
  const gate = new MemoryGate(clients, {
    windowSeconds: environment.RATE_WINDOW_SECONDS,
    addressRequests: environment.RATE_ADDRESS_REQUESTS,
    keyPoints: environment.RATE_KEY_POINTS,
    wrongKeys: environment.RATE_WRONG_KEYS,
  });
  metrics.gauge('talkgraph_rate_refused', 'Requests refused because of a rate, so far.', () => gate.refused);

  const wake = await openWake(environment, onError);
  undo.push(() => wake.close());
  const feed = new LogFeed(database, wake, {
    pollIntervalMs: environment.EVENT_POLL_INTERVAL_MS,
    batch: FEED_BATCH,
    queueEvents: environment.SUBSCRIBER_QUEUE_EVENTS,
    onError,
  });
  undo.push(() => feed.close());
  const reader = new SqlReader(database, { defaultCountry });
  const writer = new GroupCommitRecorder(database, wake, {
    queueItems: environment.INGEST_QUEUE_ITEMS,
    queueBytes: environment.INGEST_QUEUE_BYTES,
    commitItems: environment.COMMIT_LIMIT_ITEMS,
    defaultCountry,
    onCommit: metrics.observeCommit,
  });
  undo.push(() => writer.drained());
  const counted = metrics.countOutcomes(writer);
  const recorder = telemetry === null ? counted : followRecorder(counted, telemetry);
  metrics.gauge('talkgraph_waiting_items', 'Items that wait for their commit.', () => writer.waiting);
  undo.push(startSweeping(database, environment, logger));

  const figures = await openFigures(environment, database, onError, undo);

  const read: ReadDelivery = (source, text, address, wasUnderstood) =>
    readDelivery(source, text, address, depth, wasUnderstood);
  const insights = new StoredInsights(database, figures);
  const graphql = await createGraphql({
    reader,
    insights: telemetry === null ? insights : followInsights(insights, telemetry),
    recorder,
    clients,
    webhookSecrets,
    gate,
    feed,
    replay: new QuarantineReplay(database, recorder, read),
    erasure: new SqlErasure(database, { defaultCountry, read, wake }),
    limits: graphqlLimits(environment),
    trusted: trustedDocuments(environment, logger),
    production: environment.NODE_ENV === 'production',
    allowedOrigins: environment.ALLOWED_ORIGINS,
    logger,
    requestId: () => currentRequest()?.requestId,
    tracing: telemetry,
  });
  undo.push(() => graphql.close());
  watchSubscribers(metrics, graphql);

  let stopping = false;
  const isStopping = () => stopping;
  const admission = createAdmission(environment, logger, metrics);
  const http = createHttp(environment, logger, metrics, telemetry, admission, isStopping);
  const ping = async () => void (await database.read(sql`SELECT 1 AS one`));
  limitAddresses(http, gate);
  healthRoutes(http, { metrics, isStopping, ping });
  openApiRoute(http, versionOfProgram());
  dashboardRoutes(http, DASHBOARD_DIRECTORY);
  await http.register(graphql.plugin);
  await http.register(graphql.streams);
  await http.register(
    webhookRoutes({
      recorder,
      gate,
      webhookSecrets,
      limits: { bodyBytes, depth, batchItems: environment.BATCH_LIMIT_ITEMS },
    }),
  );
  await http.register(callDataRoutes({ recorder, reader, gate, limits: { bodyBytes, depth } }));
  const sockets = acceptSockets(http.server, graphql.socketOptions, { gate, admission }, environment, logger);
  metrics.gauge('talkgraph_sockets', 'Open WebSockets.', () => sockets.count());
  http.addHook('preClose', () => sockets.close());

  const listenTextResolver = (address: string) => `Serving at ${address} with ${database.dialect}`;
  await http.listen({ host: environment.HOST, port: environment.PORT, listenTextResolver });
  const url = addressOf(http.server);
  undo.push(async () => {
    stopping = true;
    const cut = setTimeout(() => http.server.closeAllConnections(), environment.SHUTDOWN_TIMEOUT_MS);
    await http.close();
    clearTimeout(cut);
  });
  let closed: Promise<void> | undefined;
  return { url, firstKey, close: () => (closed ??= undoAll(undo)) };
}

async function undoAll(undo: Undo): Promise<void> {
  for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
}

/** Makes what the settings name, or, where nobody could come in at all, a first client with its key. */
async function letIn(environment: Environment, clients: StoredClients): Promise<App['firstKey']> {
  const { BOOTSTRAP_CLIENT_ID: clientId, BOOTSTRAP_API_KEY: secret } = environment;
  if (clientId === undefined || secret === undefined) return clients.ensureFirstClient();
  await clients.ensureBootstrap({ clientId, secret });
  return null;
}

function trustedDocuments({ PERSISTED_DOCUMENTS: mode, PERSISTED_DOCUMENTS_FILE: file }: Environment, logger: Logger) {
  const onUnknown = (documentHash: string) => logger.warn({ documentHash }, 'a document is not in the manifest');
  const manifest = { ...readPageManifest(DASHBOARD_DIRECTORY), ...readManifest(file) };
  return new TrustedDocuments({ mode, manifest, onUnknown });
}

function watchSubscribers({ gauge }: Metrics, { live }: GraphqlRoom): void {
  gauge('talkgraph_subscribers', 'Subscriptions that follow the event log.', () => live().subscribers);
  gauge('talkgraph_subscriber_groups', 'Executions that subscribers share.', () => live().groups);
  gauge('talkgraph_subscriber_lag_events', 'Events read but not sent, in the longest queue.', () => live().lagEvents);
  gauge('talkgraph_subscriber_lag_ms', 'Age of the oldest event that is not sent.', () => live().lagMs);
  gauge('talkgraph_subscriber_queue_bytes', 'Bytes that wait for the slowest subscriber.', () => live().queueBytes);
  gauge('talkgraph_subscribers_dropped', 'Subscriptions ended for falling behind, so far.', () => live().dropped);
}

async function openWake(environment: Environment, onError: (error: unknown) => void): Promise<Wake> {
  const { DATABASE_URL: url, WAKE_URL: wakeUrl } = environment;
  if (wakeUrl !== 'auto') {
    // Few have it, and everybody would wait for it at the start.
    const { NatsWake } = await import('../live/wake/nats.js');
    return new NatsWake({ url: wakeUrl, onError });
  }
  return url.startsWith('sqlite:') ? new MemoryWake(onError) : new PostgreSqlWake({ url, onError });
}

/** Where figures are counted: on threads of their own or, where there are none, in this one. */
async function openFigures(
  environment: Environment,
  database: Database,
  onError: (error: unknown) => void,
  undo: Undo,
): Promise<FigureDesk> {
  const keeper = new RollupKeeper(database, onError);
  undo.push(() => keeper.settled());
  const { FIGURES_THREADS: threads, FIGURES_TIMEOUT_MS: timeoutMs, FIGURES_WAITING: waiting } = environment;
  const options = { defaultCountry: environment.DEFAULT_COUNTRY, timeoutMs, keep: keeper.keep };
  const { url } = database;
  const desk =
    threads === 0 ? await InlineDesk.open(url, options) : new ThreadDesk({ ...options, url, threads, waiting });
  undo.push(() => desk.close());
  return desk;
}

function graphqlLimits(environment: Environment): GraphqlLimits {
  return {
    ...DEFAULT_LIMITS,
    depth: environment.GRAPHQL_MAXIMUM_DEPTH,
    cost: environment.GRAPHQL_MAXIMUM_COST,
    aliases: environment.GRAPHQL_MAXIMUM_ALIASES,
    tokens: environment.GRAPHQL_MAXIMUM_TOKENS,
    batchItems: environment.BATCH_LIMIT_ITEMS,
    connectionInitTimeoutMs: environment.CONNECTION_INIT_TIMEOUT_MS,
    socketsPerKey: environment.SOCKETS_PER_KEY,
    subscriptionsPerSocket: environment.SUBSCRIPTIONS_PER_SOCKET,
    streams: environment.SOCKETS_LIMIT,
    queueEvents: environment.SUBSCRIBER_QUEUE_EVENTS,
    queueBytes: environment.SUBSCRIBER_QUEUE_BYTES,
  };
}
