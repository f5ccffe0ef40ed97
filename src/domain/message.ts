import type { Instant, JsonText } from './source.js';

/** Inbound is from the person. */
export const MessageDirection = { INBOUND: 'INBOUND', OUTBOUND: 'OUTBOUND' } as const;
export type MessageDirection = (typeof MessageDirection)[keyof typeof MessageDirection];

/** One message of a session, an SMS for instance. */
export interface Message {
  readonly id: number;
  readonly sessionRef: number;
  readonly callRef: number;
  readonly messageId: string;
  readonly direction: MessageDirection;
  readonly body: string | null;
  readonly translatedBody: string | null;
  readonly mode: string | null;
  readonly type: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly deliveryStatus: string | null;
  readonly language: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
  readonly raw: JsonText | null;
}
