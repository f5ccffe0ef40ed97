import { DomainError, ErrorCode } from '../domain/errors.js';

// Class 08: the connection failed; 53300: no connection is left; 57P01 to 57P03: the server ends sessions, crashed, or
// is starting. The rest is what the system says of a peer that it does not reach.
// @see https://www.postgresql.org/docs/current/errcodes-appendix.html
const LOST =
  /^(?:08...|53300|57P0[123]|ECONN(?:RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT|E(?:HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN)$/;
// pg's own words, which have no code.
const TERMINATED = /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/;

/** Whether a failure means that the database went away, and not that the statement was wrong. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && LOST.test(code)) || TERMINATED.test(error.message);
}

/**
 * What `work` resolves to; OVERLOADED where the database went away meanwhile. Whoever asks again loses nothing, and
 * what was committed after all is found to be a duplicate.
 */
export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isConnectionLoss(error)) throw error;
    const words = 'The database is out of reach; try again.';
    throw new DomainError(ErrorCode.OVERLOADED, words, [], {}, { cause: error });
  }
}
