import { expect, test } from '@jest/globals';
import { matchKey, matchKeys } from '../../src/domain/caller.js';

// Only the question's lost + was thought of, so these were stored under another number and never found.
test.each(['41791234567', '14155552671', '442079460958', '33612345678', '4917670919361'])(
  'a record that was stored as %s is found by the same number with its +',
  (stored) => {
    expect(matchKeys(`+${stored}`, 'DE')).toContain(matchKey(stored, 'DE'));
    expect(matchKeys(stored, 'DE')).toContain(matchKey(`+${stored}`, 'DE'));
  },
);
