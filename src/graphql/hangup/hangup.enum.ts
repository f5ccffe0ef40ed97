import { registerEnumType } from 'type-graphql';
import { Basis, BotOperationResult, HangupReasonCode, Initiator } from '../../domain/hangup.js';

registerEnumType(Initiator, {
  name: 'Initiator',
  description: 'Who ended the call.',
  valuesConfig: {
    CALLER: { description: 'The person.' },
    BOT: { description: 'The bot.' },
    AGENT: { description: 'A human agent.' },
    GATEWAY: { description: 'The telephony in between.' },
    UNKNOWN: { description: 'Nobody said; also while the call is open.' },
  },
});

registerEnumType(Basis, {
  name: 'Basis',
  description: 'How it is known who hung up.',
  valuesConfig: {
    REPORTED: { description: 'A gateway said so.' },
    INFERRED: { description: "The dialogue's course was read for it." },
  },
});

registerEnumType(HangupReasonCode, {
  name: 'HangupReasonCode',
  description: 'Why a call ended, normalised over the sources.',
  valuesConfig: {
    BOT_DISCONNECTED: { description: 'The bot hung up.' },
    CLIENT_DISCONNECTED: { description: 'The person hung up.' },
    TRANSFERRED: { description: 'The call was passed on.' },
    MACHINE_DETECTED: { description: 'An answering machine took it.' },
    NO_ANSWER: { description: 'Nobody answered.' },
    BUSY: { description: 'The line was busy.' },
    DECLINED: { description: 'The call was refused.' },
    ERROR: { description: 'A technical error.' },
    INACTIVITY: { description: 'Nothing was heard for too long.' },
    MAX_DURATION: { description: 'It lasted longer than allowed.' },
    OTHER: { description: 'A code that is none of these; see reasonCodeRaw.' },
    UNKNOWN: { description: 'No code was given.' },
  },
});

registerEnumType(BotOperationResult, {
  name: 'BotOperationResult',
  description: 'How the bot judged its own work.',
  valuesConfig: {
    SUCCESS: { description: 'It did what it was there for.' },
    FAILURE: { description: 'It did not.' },
  },
});
