import { registerEnumType } from 'type-graphql';
import { Sentiment } from '../../domain/session-analysis.js';

registerEnumType(Sentiment, {
  name: 'Sentiment',
  description: 'How the person felt, normalised over the sources.',
  valuesConfig: {
    POSITIVE: { description: 'Content.' },
    NEUTRAL: { description: 'Neither content nor upset.' },
    NEGATIVE: { description: 'Upset.' },
    UNKNOWN: { description: 'Not said, or in words that nobody knows.' },
  },
});
