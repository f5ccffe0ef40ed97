import { registerEnumType } from 'type-graphql';
import { CallOrder, CallOutcome, CallStatus, Channel } from '../../domain/call.js';
import { CallerKind } from '../../domain/caller.js';
import { CallChange } from '../../domain/event-log.js';
import { Source } from '../../domain/source.js';

registerEnumType(Source, {
  name: 'Source',
  description: 'Who spoke of a call.',
  valuesConfig: {
    PARLOA: { description: "Parloa's analytics hook." },
    AUDIOCODES: { description: 'AudioCodes VoiceAI Connect.' },
    WHIPPY: { description: "Whippy's conversation agents." },
    CALL_DATA: { description: 'The legacy CallData API.' },
    API: { description: "This gateway's own mutations." },
  },
});

registerEnumType(Channel, {
  name: 'Channel',
  description: 'By what means the person spoke.',
  valuesConfig: {
    PHONE: { description: 'By telephone.' },
    CHAT: { description: 'In a text chat or a messenger.' },
    SMS: { description: 'By short messages.' },
    OTHER: { description: 'By anything else, or nobody said.' },
  },
});

registerEnumType(CallStatus, {
  name: 'CallStatus',
  description: 'Whether a call is still going on.',
  valuesConfig: {
    OPEN: { description: 'No end was heard of.' },
    ENDED: { description: 'Ended by a hang-up, by any other end signal, or by a turn that ended the talk.' },
  },
});

registerEnumType(CallOutcome, {
  name: 'CallOutcome',
  description: 'How a call ended.',
  valuesConfig: {
    COMPLETED: { description: 'The bot ended the talk, or the session ended normally.' },
    TRANSFERRED: { description: 'A transfer was answered.' },
    ABANDONED: { description: 'The caller hung up before the bot ended the talk.' },
    FAILED: { description: 'A technical error ended it.' },
    UNKNOWN: { description: 'None of these is known; also while the call is open.' },
  },
});

registerEnumType(CallOrder, {
  name: 'CallOrder',
  description: 'The orders in which calls are listed.',
  valuesConfig: {
    STARTED_AT_DESC: { description: 'The latest first.' },
    STARTED_AT_ASC: { description: 'The earliest first.' },
    DURATION_DESC: { description: 'The longest first.' },
    TURNS_DESC: { description: 'Those with the most turns first.' },
  },
});

registerEnumType(CallerKind, {
  name: 'CallerKind',
  description: "What a caller's identifier is.",
  valuesConfig: {
    PHONE: { description: 'A telephone number.' },
    USER_ID: { description: "A chat user's id." },
    WITHHELD: { description: 'A number that was held back.' },
  },
});

registerEnumType(CallChange, {
  name: 'CallChange',
  description: 'What became of a call.',
  valuesConfig: {
    STARTED: { description: 'It was heard of for the first time.' },
    UPDATED: { description: 'Something was recorded that belongs to it.' },
    ENDED: { description: 'It ended.' },
    LINKED: { description: 'Another call turned out to be part of it.' },
    ERASED: { description: 'What was known of its caller was removed.' },
  },
});
