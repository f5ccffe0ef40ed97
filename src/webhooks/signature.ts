import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { DomainError, ErrorCode } from '../domain/errors.js';

const HEX = /^[0-9a-f]{64}$/i;
const STANDARD_PREFIX = 'whsec_';

/**
 * Checks that a delivery's bytes are signed with one of the secrets: by Standard Webhooks, or by the vendor's own header.
 * Throws UNAUTHENTICATED where neither is right.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function checkSignature(
  body: Buffer,
  headers: IncomingHttpHeaders,
  secrets: readonly string[],
  vendorHeader: string | null,
): void {
  const signature = vendorHeader === null ? undefined : headers[vendorHeader];
  for (const secret of secrets) {
    if (typeof signature === 'string' && isSignedBy(body, signature.trim(), secret)) return;
    if (isStandard(body, headers, secret)) return;
  }
  throw new DomainError(ErrorCode.UNAUTHENTICATED, 'A valid signature of the delivery is needed.');
}

// The vendor does not say how it writes the digest; 64 hexadecimal digits are never the base64 of one.
function isSignedBy(body: Buffer, signature: string, secret: string): boolean {
  const given = Buffer.from(signature, HEX.test(signature) ? 'hex' : 'base64');
  const right = createHmac('sha256', secret).update(body).digest();
  return given.length === right.length && timingSafeEqual(given, right);
}

function isStandard(body: Buffer, headers: IncomingHttpHeaders, secret: string): boolean {
  const key = keyOf(secret);
  if (key.length === 0) return false;
  try {
    new Webhook(key, { format: 'raw' }).verify(body, textHeaders(headers), { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

// With the standard's prefix the rest is base64; any other secret is its own bytes.
function keyOf(secret: string): Uint8Array {
  const standard = secret.startsWith(STANDARD_PREFIX);
  return standard ? Buffer.from(secret.slice(STANDARD_PREFIX.length), 'base64') : Buffer.from(secret, 'utf8');
}

function textHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name] as string]] : [])),
  );
}
