/** Asks until it is so; the test's own time limit ends what never comes. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(setImmediate);
}

/** Resolves when so many subscriptions follow the log of the gateway at this address. */
export function subscribers(url: string, count: number): Promise<void> {
  const line = new RegExp(`^talkgraph_subscribers ${count}$`, 'm');
  return until(async () => line.test(await (await fetch(`${url}/metrics`)).text()));
}
