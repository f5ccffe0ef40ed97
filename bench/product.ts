/**
 * The parts of the built program that the benchmark runs itself. They are loaded from `dist`, so that what is measured
 * is what is shipped, and typed by the sources.
 */
const load = async <Module>(path: string): Promise<Module> => import(new URL(`../dist/${path}`, import.meta.url).href);

export const { encodeCursor } = await load<typeof import('../src/domain/page.js')>('domain/page.js');
export const { openDatabase } = await load<typeof import('../src/persistence/open.js')>('persistence/open.js');
export const { prepareSqlite } = await load<typeof import('../src/persistence/sqlite.js')>('persistence/sqlite.js');
export const { migrate } = await load<typeof import('../src/persistence/migrations.js')>('persistence/migrations.js');
export const { StoredClients } = await load<typeof import('../src/services/clients.js')>('services/clients.js');
export const { GroupCommitRecorder } = await load<typeof import('../src/services/recorder.js')>('services/recorder.js');
export const { deliveryOf } = await load<typeof import('../src/webhooks/items.js')>('webhooks/items.js');
export const { VENDORS } = await load<typeof import('../src/webhooks/vendors.js')>('webhooks/vendors.js');
export const { compile, sql } = await load<typeof import('../src/persistence/sql.js')>('persistence/sql.js');
export const { courseText } = await load<typeof import('../src/domain/course-text.js')>('domain/course-text.js');
export const { FigureCounter } =
  await load<typeof import('../src/services/insights/counter.js')>('services/insights/counter.js');
export const { FigurePeriodEntity } = await load<typeof import('../src/persistence/entities/figure-period.entity.js')>(
  'persistence/entities/figure-period.entity.js',
);
export const { openSnapshots } =
  await load<typeof import('../src/persistence/snapshots.js')>('persistence/snapshots.js');
export const { SqlReader } = await load<typeof import('../src/services/reader.js')>('services/reader.js');
export const { tablesOf } = await load<typeof import('../src/services/recorder/recording.js')>(
  'services/recorder/recording.js',
);
