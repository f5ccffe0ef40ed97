// Class 08: the connection failed; 57P01 to 57P03: the server ends sessions, crashed, or is starting.
// @see https://www.postgresql.org/docs/current/errcodes-appendix.html
const LOST = /^(?:08...|57P0[123]|ECONN(?:RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT)$/;
const TERMINATED = /^Connection terminated/;

/** Whether a failure means that the database went away, and not that the statement was wrong. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && LOST.test(code)) || TERMINATED.test(error.message);
}
