/** What all subscribers ask: a message of some 300 bytes. */
export const QUESTION = `subscription Wall($after: String) {
  hangupRecorded(after: $after) {
    cursor
    hangup { id occurredAt initiator reasonCode state { stateId name } lastIntent { name } call { id callId turnCount status } }
  }
}`;

/** The same question for a schema that answers nothing else. */
export const SDL = `
  type Query { none: String }
  type Subscription { hangupRecorded(after: String): HangupRecorded! }
  type HangupRecorded { cursor: String! hangup: Hangup! }
  type Hangup { id: ID! occurredAt: String! initiator: String! reasonCode: String! state: State lastIntent: Intent call: Call! }
  type State { stateId: String! name: String }
  type Intent { name: String! }
  type Call { id: ID! callId: String! turnCount: Int! status: String! }
`;

/** The client whose events they follow. */
export const CLIENT = 'bench-live';
/** Its key. */
export const SECRET = 'bench-key-of-the-live-client';
