import { SessionLifecycle } from '../../domain/agent-session.js';
import type { AnalysisRecord, RecordError, SourceItem } from '../../domain/record.js';
import { Sentiment } from '../../domain/session-analysis.js';
import { Source } from '../../domain/source.js';
import { bareSession } from '../agent-session/agent-session.recording.js';
import { bodyOf, writeInstant, writeText } from '../recording/body.js';
import { idProblem, nameProblem } from '../recording/checks.js';
import type { RecordSessionAnalysisInput } from './session-analysis.input.js';

const WRITERS = { customData: writeText, analyzedAt: writeInstant };

/** What is wrong with an analysis, with the path inside it; null where nothing is. */
export function analysisProblem(input: RecordSessionAnalysisInput): RecordError | null {
  return (
    idProblem(input.sessionId, 'sessionId') ??
    nameProblem(input.completionRating, 'completionRating') ??
    nameProblem(input.model, 'model')
  );
}

/** An analysis as the recorder takes it: a record of its session that says nothing else of it. */
export function analysisItem(input: RecordSessionAnalysisInput): SourceItem {
  const analysis: AnalysisRecord = {
    completionRating: input.completionRating ?? null,
    summary: input.summary ?? null,
    sentiment: input.sentiment ?? Sentiment.UNKNOWN,
    customData: input.customData ?? null,
    declaredKeys: null,
    model: input.model ?? null,
    analyzedAt: input.analyzedAt ?? null,
  };
  const record = { ...bareSession(input.sessionId, SessionLifecycle.ANALYZED), analysis };
  const content = { understood: true, records: [record] } as const;
  return { source: Source.API, eventType: 'analysis', key: input.sessionId, body: bodyOf(input, WRITERS), content };
}
