/** What a caller's identifier is: a number, a chat user's id, or a number that was held back. */
export const CallerKind = { PHONE: 'PHONE', USER_ID: 'USER_ID', WITHHELD: 'WITHHELD' } as const;
export type CallerKind = (typeof CallerKind)[keyof typeof CallerKind];

/** The person on the other side, as far as the source knows. */
export interface Caller {
  /** As the source sent it; null once it was redacted. */
  readonly raw: string | null;
  /** `+` and digits, where the raw form is a phone number. */
  readonly e164: string | null;
  readonly kind: CallerKind;
  readonly redacted: boolean;
}
