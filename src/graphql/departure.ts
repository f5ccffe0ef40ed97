import type { FastifyReply } from 'fastify';
import { DomainError, ErrorCode } from '../domain/errors.js';

/** Says when the connection is closed before the answer was sent. */
export function departureOf({ raw }: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) leaving.abort(new DomainError(ErrorCode.TIMEOUT, 'Nobody waits for the answer.'));
  });
  return leaving.signal;
}
