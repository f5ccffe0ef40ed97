/** A recognised goal. Its name is its identity within a release. */
export interface IntentMatch {
  readonly name: string;
  /** 0 to 1. */
  readonly confidence: number | null;
  /** The source's own id with every digit; wider than a double, so never a number. */
  readonly sourceId: string | null;
}
