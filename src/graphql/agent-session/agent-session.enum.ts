import { registerEnumType } from 'type-graphql';
import { SessionLifecycle } from '../../domain/agent-session.js';

registerEnumType(SessionLifecycle, {
  name: 'SessionLifecycle',
  description: 'How far a session has come; a later stage is never undone.',
  valuesConfig: {
    STARTED: { description: 'It goes on.' },
    ENDED: { description: 'It is over.' },
    ANALYZED: { description: 'It was analysed.' },
  },
});
