import fc from 'fast-check';
import { type Payload, payloadOf } from './payloads.js';

const REASON_CODES = ['client-disconnected', 'bot-disconnected', 'transferred', 'error', 'no-answer', 'unheard-of'];
const TRANSFERS = ['answered', 'failed/busy', 'failed/declined', 'failed/no-answer'];

/** How a payload names its call: by the conversation, by the leg, or by both. */
const naming = fc.constantFrom('conversation', 'callId', 'both');
const named = <T>(shape: fc.Arbitrary<T>) => fc.record({ naming, shape });

/** What happens in one call, as AudioCodes tells it. Nothing that is said twice contradicts itself. */
export const gatewayCall = fc.record({
  atMs: fc.option(fc.integer({ min: 0, max: 2_000 })),
  number: fc.constantFrom('+4915112345678', '1-800-111-111', 'anonymous'),
  code: fc.constantFrom(...REASON_CODES),
  starts: fc.array(named(fc.constant(null)), { maxLength: 2 }),
  commands: fc.array(named(fc.constantFrom('bare', 'reason', 'headers', 'operation')), { maxLength: 4 }),
  disconnects: fc.array(named(fc.boolean()), { maxLength: 2 }),
  transfers: fc.array(named(fc.constantFrom(...TRANSFERS)), { maxLength: 4 }),
  statuses: fc.array(named(fc.constantFrom('answered', 'failed', 'completed')), { maxLength: 3 }),
  records: fc.array(named(fc.boolean()), { maxLength: 2 }),
  // What a bot sets has a time of its own, and at one time one value.
  settings: fc.uniqueArray(named(fc.nat({ max: 9 })), { maxLength: 4, selector: ({ shape }) => shape }),
  lists: fc.array(named(fc.subarray(['reason', 'headers', 'bare'], { minLength: 1 })), { maxLength: 2 }),
});

type GatewayCall = typeof gatewayCall extends fc.Arbitrary<infer T> ? T : never;

/** The payloads of one to three calls, each held together by at least one that names it both ways. */
export const gatewayConversations: fc.Arbitrary<readonly Payload[]> = fc
  .array(gatewayCall, { minLength: 1, maxLength: 3 })
  .map((calls) => calls.flatMap((call, index) => [...gatewayPayloads(call, index), linkingPayload(index)]));

/** A payload that names the conversation and the leg, and other calls where they are given. */
export function linkingPayload(index: number, names: object = {}): Payload {
  const value = { status: 'ringing', conversation: `gateway-${index}`, callId: `leg-${index}`, ...names };
  return payloadOf('AUDIOCODES', value);
}

const EPOCH = Date.UTC(2024, 1, 27, 12);

/** All that is said of a call, naming it `gateway-<index>`, `leg-<index>` or both. */
export function gatewayPayloads(call: GatewayCall, index: number): Payload[] {
  const timestamp = call.atMs === null ? undefined : instantOf(index, call.atMs);
  const identify = (how: string) => ({
    conversation: how === 'callId' ? undefined : `gateway-${index}`,
    callId: how === 'conversation' ? undefined : `leg-${index}`,
  });
  const event = { type: 'event', timestamp };
  const say = <T>(said: readonly { naming: string; shape: T }[], payload: (shape: T) => object) =>
    said.map(({ naming: how, shape }) => payloadOf('AUDIOCODES', { ...identify(how), ...payload(shape) }));
  return [
    ...say(call.starts, () => ({ ...event, name: 'start', parameters: { caller: call.number } })),
    ...say(call.commands, (part) => ({ ...event, name: 'hangup', ...PARTS[part] })),
    ...say(call.disconnects, (coded) => ({ reason: 'Client Side', reasonCode: coded ? call.code : undefined })),
    ...say(call.transfers, (transfer) => {
      const [status, reasonCode] = transfer.split('/');
      return { ...event, name: 'transferStatus', value: { status, reasonCode, reason: transfer } };
    }),
    ...say(call.statuses, (status) => ({ status, reasonCode: status === 'failed' ? call.code : undefined })),
    ...say(call.records, (timed) => ({
      callingEntity: { phoneNumber: call.number },
      setupTime: instantOf(index, 0),
      endTime: timed ? instantOf(index, 3_000) : undefined,
      terminationDescription: call.code,
    })),
    ...say(call.settings, (second) => ({
      timestamp: instantOf(index, 5_000 + second),
      sessionParams: { botOperationResult: second % 2 === 0 ? 'success' : 'failure', botOperationData: { second } },
    })),
    ...say(call.lists, (parts) => ({
      activities: [
        { type: 'message', text: 'Bye' },
        ...parts.map((part) => ({ ...event, name: 'hangup', ...PARTS[part] })),
      ],
    })),
  ];
}

// Each part stands where another framework places it.
const PARTS: Record<string, object> = {
  bare: {},
  reason: { activityParams: { hangupReason: 'completed successfully' } },
  headers: { channelData: { activityParams: { hangupSipHeaders: [{ name: 'X-My-Header', value: 'my_value' }] } } },
  operation: { sessionParams: { botOperationResult: 'success', botOperationData: { feedback: 'fine' } } },
};

function instantOf(index: number, atMs: number): string {
  return new Date(EPOCH + index * 10_000 + atMs).toISOString();
}
