import type { Database } from '../../src/persistence/database.js';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { SILENT_WAKE } from './clients.js';

/** A recorder of the usual bounds, whose commits nobody hears. */
export function recorderOver(database: Database): GroupCommitRecorder {
  return new GroupCommitRecorder(database, SILENT_WAKE, { queueItems: 1_000, commitItems: 100, defaultCountry: 'DE' });
}
