/**
 * Who spoke of a call: a vendor's webhook, the legacy CallData API, or our own GraphQL mutations.
 */
export const Source = {
  PARLOA: 'PARLOA',
  AUDIOCODES: 'AUDIOCODES',
  WHIPPY: 'WHIPPY',
  CALL_DATA: 'CALL_DATA',
  API: 'API',
} as const;
export type Source = (typeof Source)[keyof typeof Source];

/** Members of a source's deliveries that belong to the delivery itself: a retry has others and says the same. */
export const ENVELOPES: Readonly<Partial<Record<Source, readonly string[]>>> = {
  WHIPPY: ['request_id', 'created_at'],
};

/** Milliseconds since 1970-01-01T00:00:00Z. Every point in time is kept as one, in both databases. */
export type Instant = number;

/** JSON text exactly as a source sent it: key order and every digit of a number included. */
export type JsonText = string;
