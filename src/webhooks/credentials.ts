import type { FastifyRequest } from 'fastify';
import { allows, Scope } from '../domain/api-key.js';
import { DomainError, ErrorCode } from '../domain/errors.js';
import type { Identity } from '../domain/ports.js';
import type { Gate } from '../domain/rate-limit.js';
import type { Source } from '../domain/source.js';

const BEARER = /^Bearer +(\S+) *$/i;

/**
 * Who delivers for a source. Throws UNAUTHENTICATED without a good key, and FORBIDDEN where the key may not write or is
 * bound to another source.
 */
export async function deliverer(request: FastifyRequest, gate: Gate, source: Source): Promise<Identity> {
  const secret = secretOf(request);
  const identity = await gate.admit(secret, request.ip);
  if (identity === null) throw new DomainError(ErrorCode.UNAUTHENTICATED, 'A valid API key is needed.');
  if (!allows(identity.key.scopes, Scope.WRITE)) {
    throw new DomainError(ErrorCode.FORBIDDEN, 'This API key may not write.');
  }
  if (identity.key.source !== null && identity.key.source !== source) {
    throw new DomainError(ErrorCode.FORBIDDEN, 'This API key may deliver for another source only.');
  }
  return identity;
}

// Some vendors can set a header of their own, some nothing but the address.
function secretOf(request: FastifyRequest): string | null {
  const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const key = request.headers['x-functions-key'];
  if (typeof key === 'string' && key !== '') return key;
  const { code } = request.query as Record<string, unknown>;
  return typeof code === 'string' && code !== '' ? code : null;
}
