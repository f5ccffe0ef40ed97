/** The command line makes no sense: a sentence for people. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
