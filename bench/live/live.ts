import type { Outcome } from '../report.ts';
import { measureCuts } from './cuts.ts';
import { measureFanOut } from './fan-out.ts';
import { measureStalled } from './stalled.ts';

/** What subscribers cost, how soon they are told, and that they miss nothing. */
export async function measureLive(folder: string): Promise<Outcome[]> {
  return [...(await measureFanOut(folder)), ...(await measureStalled(folder)), ...(await measureCuts(folder))];
}
