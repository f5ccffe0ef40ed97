import type { FlowNode } from './flow-model';

/** What a box's colour tells: which share of its visits ended in a hang-up by the caller, or was not understood. */
export type Shade = 'hangups' | 'fallbacks';
export const SHADES: readonly Shade[] = ['hangups', 'fallbacks'];

/** The share of a box, 0 to 1; null where nobody was there, and for the end. */
export function shareOf(node: FlowNode, shade: Shade): number | null {
  if (node.kind === 'end' || node.visits === 0) return null;
  return (shade === 'hangups' ? node.hangupsByCaller : node.fallbacks) / node.visits;
}

/** How strongly a share colours, in percent: half of the visits is as bad as it looks. */
export function strengthOf(share: number | null): number {
  return Math.round(Math.min(1, (share ?? 0) * 2) * 70);
}
