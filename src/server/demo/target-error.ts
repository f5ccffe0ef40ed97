/** The gateway cannot be reached or does not take the key: a sentence for people. */
export class DemoTargetError extends Error {
  override readonly name = 'DemoTargetError';
}
