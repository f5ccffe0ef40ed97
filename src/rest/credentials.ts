import type { FastifyRequest } from 'fastify';
import { allows, Scope } from '../domain/api-key.js';
import { DomainError, ErrorCode } from '../domain/errors.js';
import type { Identity } from '../domain/ports.js';
import type { Gate } from '../domain/rate-limit.js';
import { Source } from '../domain/source.js';
import { parameter } from './parameters.js';

/**
 * Who asks: a key in `x-functions-key` or `?code=`, whose client `?clientId=` names. Throws UNAUTHENTICATED, in
 * the same words whichever of the two is wrong, and FORBIDDEN where the key has not this right.
 */
export async function asker(request: FastifyRequest, gate: Gate, needed: Scope): Promise<Identity> {
  const header = request.headers['x-functions-key'];
  const secret = typeof header === 'string' && header !== '' ? header : parameter(request.query, 'code');
  const identity = await gate.admit(secret || null, request.ip);
  if (identity === null || identity.client.clientId !== parameter(request.query, 'clientId')) {
    throw new DomainError(ErrorCode.UNAUTHENTICATED, 'A valid API key and the clientId that it belongs to are needed.');
  }
  if (!allows(identity.key.scopes, needed)) {
    throw new DomainError(ErrorCode.FORBIDDEN, `This API key may not ${needed.toLowerCase()}.`);
  }
  const { source } = identity.key;
  if (source !== null && (source !== Source.CALL_DATA || needed !== Scope.WRITE)) {
    throw new DomainError(ErrorCode.FORBIDDEN, 'This API key may deliver for one source and nothing else.');
  }
  return identity;
}
