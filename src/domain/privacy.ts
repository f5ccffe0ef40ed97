import type { Source } from './source.js';

/** What a client says of the privacy of a source's calls. */
export interface SourcePrivacy {
  readonly source: Source;
  /**
   * True: every call of the source is private. False: a call is private where it says so itself; and CallData stays
   * as it is, even of a private call.
   */
  readonly enabled: boolean;
}
