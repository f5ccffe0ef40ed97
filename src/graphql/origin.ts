import { DomainError, ErrorCode } from '../domain/errors.js';

/** Throws FORBIDDEN where a browser's page of another place asks. */
export function refuseForeign(headers: { origin?: string; host?: string }, allowed: readonly string[]): void {
  if (originAllowed(headers.origin, headers.host, allowed)) return;
  throw new DomainError(ErrorCode.FORBIDDEN, 'This origin may not call.');
}

/**
 * Whether a browser's page may talk to us: one of our own host, or one that is listed.
 * Without an Origin it is no browser's cross-site request.
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return true;
  return allowed.includes(origin) || (host !== undefined && hostOf(origin) === host.toLowerCase());
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
