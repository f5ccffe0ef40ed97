import { hash } from 'node:crypto';
import { badInput } from '../../domain/errors.js';
import type { NoticeRecord, SourceItem } from '../../domain/record.js';
import { Source } from '../../domain/source.js';
import { demand, idProblem } from '../recording/checks.js';
import { NO_FACTS } from '../recording/no-facts.js';

const FEWEST = 2;
const MOST = 20;

/** Characters of a key at the most: it is indexed, and an index holds no more than a few thousand bytes. */
const LONGEST_KEY = 500;

/** A link as the recorder takes it; the order of the identifiers says nothing. Throws BAD_USER_INPUT. */
export function linkItem(callIds: readonly string[]): SourceItem {
  if (callIds.length < FEWEST || callIds.length > MOST) {
    throw badInput(`From ${FEWEST} to ${MOST} identifiers are allowed.`, 'input', 'callIds');
  }
  for (const [index, callId] of callIds.entries()) demand(idProblem(callId, 'input', 'callIds', String(index)));
  const sorted = [...new Set(callIds)].sort();
  if (sorted.length < callIds.length) throw badInput('Must be different from each other.', 'input', 'callIds');
  const record: NoticeRecord = {
    ...NO_FACTS,
    type: 'notice',
    identifiers: sorted.map((value) => ({ kind: 'link', value })),
    key: null,
    occurredAt: null,
    transferAnswered: null,
    transferTarget: null,
    botOperationResult: null,
    botOperationData: null,
    reason: null,
    reasonCodeRaw: null,
    callStartedAt: null,
  };
  const names = JSON.stringify(sorted);
  const key = names.length > LONGEST_KEY ? hash('sha256', names, 'base64url') : names;
  const content = { understood: true, records: [record] } as const;
  return { source: Source.API, eventType: 'link', key, body: `{"callIds":${names}}`, content };
}
