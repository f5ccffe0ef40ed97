import { registerEnumType } from 'type-graphql';
import { IntentOrder, MetricDimension, MetricInterval } from '../../domain/insight.js';

registerEnumType(IntentOrder, {
  name: 'IntentOrder',
  description: 'The orders in which intents are listed; where they are equal, by name.',
  valuesConfig: {
    COUNT_DESC: { description: 'The most frequent first.' },
    UNHANDLED_DESC: { description: 'Those with the most unhandled turns first.' },
    CONFIDENCE_ASC: { description: 'Those with the lowest average confidence first, those without any last.' },
    NAME_ASC: { description: 'By name, in code-unit order.' },
  },
});

registerEnumType(MetricDimension, {
  name: 'MetricDimension',
  description: 'By what calls are told apart.',
  valuesConfig: {
    RELEASE: { description: "The call's `releaseId`." },
    LANGUAGE: { description: "The call's `language`." },
    CHANNEL: { description: "The call's `channel`." },
    PLATFORM: { description: "The call's `platform`." },
    OUTCOME: { description: "The call's `outcome`." },
    ENDED_BY: { description: "The call's `endedBy`." },
    HANGUP_REASON: { description: 'The `reasonCode` of the end signal that ended the call.' },
    HANGUP_STATE: { description: 'The `key` of the state in which the call was hung up.' },
    SENTIMENT: { description: "The sentiment that the call's current analysis found." },
  },
});

registerEnumType(MetricInterval, {
  name: 'MetricInterval',
  description: 'Spans into which time is cut, as clocks in the time zone show it.',
  valuesConfig: {
    MINUTE: { description: 'Minutes.' },
    HOUR: { description: 'Hours; one that clocks show twice is two.' },
    DAY: { description: 'Days, of 23 or 25 hours where clocks are changed.' },
    WEEK: { description: 'Weeks from Monday on.' },
    MONTH: { description: 'Months.' },
  },
});
