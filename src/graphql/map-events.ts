/**
 * Maps a live iterator and leaves out what maps to null. Written by hand, since a generator that waits for the next
 * event cannot be ended from outside: here `return` ends the source at once.
 */
export function mapEvents<Event, Result>(
  source: AsyncIterableIterator<Event>,
  map: (event: Event) => Promise<Result | null>,
): AsyncIterableIterator<Result> & AsyncGenerator<Result, void, void> {
  let ended = false;
  const end = async (): Promise<IteratorResult<Result, void>> => {
    if (!ended) {
      ended = true;
      await source.return?.();
    }
    return { done: true, value: undefined };
  };
  return {
    async next() {
      while (!ended) {
        const { done, value } = await source.next();
        if (done) break;
        const mapped = await map(value).catch(async (error: unknown) => {
          await end();
          throw error;
        });
        if (mapped !== null && !ended) return { done: false, value: mapped };
      }
      return end();
    },
    return: end,
    async throw(error: unknown) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await end();
    },
  };
}
