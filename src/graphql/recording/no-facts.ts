import type { CallFacts } from '../../domain/record.js';

/** What a recording says of its call that says nothing of it. */
export const NO_FACTS: CallFacts = {
  channel: null,
  platform: null,
  language: null,
  releaseId: null,
  callerRaw: null,
  production: null,
  privacyEnabled: null,
};
