/** What is planted of a person: none of it may be found where it must not be. */
export const PERSON = {
  number: '+4915199887766',
  local: '0151 99 88 77 66',
  digits: '4915199887766',
  name: 'Kanarina Vogelsang',
  utterance: 'my budgie escaped through the kitchen window',
  email: 'kanarina@birds.example',
  iban: 'DE89 3704 0044 0532 0130 00',
  card: '4111 1111 1111 1111',
} as const;

export const PLANTED: readonly string[] = [
  ...Object.values(PERSON),
  'Kanarina',
  'budgie',
  PERSON.iban.replaceAll(' ', ''),
  PERSON.card.replaceAll(' ', ''),
];

const { number, local, name, utterance, email, iban, card } = PERSON;
const said = `${utterance}, says ${name} (${email}, ${iban}, ${card}), call ${local}`;

/** A turn with the person in every field that can hold one; `isPrivacyEnabled` as given. */
export function parloaTurn(callId: string, transactionId: string, isPrivacyEnabled: boolean | undefined) {
  const callMeta = { callId, callerId: number, sessionId: number, instanceId: 'release-1', isPrivacyEnabled };
  return {
    transactionId,
    requestTimestamp: '2026-03-02T17:11:45.602Z',
    responseTime: 120,
    userContextId: `context of ${name}`,
    releaseId: 'release-1',
    requesterId: number,
    language: 'en',
    platform: 'phoneV2',
    intent: {
      name: 'PetLost',
      handled: 'locally',
      explicitlyHandled: true,
      initialState: { id: 'STATE.base', name: 'Routing', dialogName: 'Main' },
      handledByState: { id: 'STATE.base', name: 'Routing', dialogName: 'Main' },
      nextState: { id: 'STATE.pets', name: 'Pets', dialogName: 'Main' },
    },
    meta: { errors: { occurrences: 1, affectedSteps: [{ step: 'lookup', url: `https://crm.example/${name}` }] } },
    variables: [
      { id: 'v1', name: 'customerName', value: name },
      { id: 'v2', name: 'queue', value: 'pets' },
      { id: 'v3', name: 'note', value: `write to ${email} or ${number}` },
      { id: 'v4', name: 'account', value: { bank: iban, card } },
      { id: 'v5', name: 'policyholder', value: utterance },
    ],
    request: {
      text: said,
      slots: [{ name: 'person', value: name }],
      intent: { id: -4300620255518597600, confidence: 0.91, name: 'PetLost' },
      intentRanking: [{ id: -4300620255518597600, confidence: 0.91, name: 'PetLost' }],
      collectedDtmf: card,
      callMeta,
      [number]: 'a key of its own',
    },
    response: { prompt: `<speak>Dear ${name}, ${said}</speak>`, reprompt: said, endTalk: false, callMeta },
    unheardOf: { deeper: [said, { name, phone: local, asNumber: 4915199887766 }] },
  };
}

/** A hang-up by a bot with the person in all that it may set. */
export function audiocodesHangup(conversation: string) {
  return {
    conversation,
    type: 'event',
    name: 'hangup',
    from: { id: number, name },
    activityParams: {
      hangupReason: said,
      hangupSipHeaders: [{ name: 'P-Asserted-Identity', value: `<sip:${number}@example.com>` }],
      botOperationResult: 'success',
      botOperationData: { holder: name, note: said },
    },
  };
}

/** The three events of a session, all with the person. */
export function whippyEvent(stage: 'started' | 'ended' | 'analyzed', id: string) {
  return {
    event: `conversation_agent_session.${stage}`,
    api_version: '2025-01-01',
    created_at: '2026-03-02T17:11:45Z',
    request_id: `${id}-${stage}`,
    data: {
      id,
      conversation_id: 'thread-1',
      started_at: '2026-03-02T17:11:45Z',
      ended_at: '2026-03-02T17:15:45Z',
      ended_reason: 'completed',
      chat_summary: said,
      chat_transcript: said,
      translated_chat_transcript: said,
      user_sentiment: 'Positive',
      chat_completion_rating: 'Complete',
      custom_analysis_data: { Who_called: name, says: said },
      language: 'en',
      messages: [
        {
          id: `${id}-m1`,
          direction: 'INBOUND',
          body: said,
          translated_body: said,
          from: number,
          to: '+4930123456',
          contact_id: `contact ${name}`,
          created_at: '2026-03-02T17:12:45Z',
          attachments: [{ url: `https://files.example/${name}` }],
        },
      ],
    },
  };
}

/** A CallData record about the person. */
export function callDataOf(callid: string) {
  return {
    input: { callid, callerid: local, content: said, email, queue: 'pets', person_name: name, note: `at ${number}` },
  };
}
