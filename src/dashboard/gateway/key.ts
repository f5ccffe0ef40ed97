import { useSyncExternalStore } from 'react';

/** The key of this tab, and whether the gateway has just refused one. */
export interface KeyState {
  readonly key: string | null;
  readonly refused: boolean;
}

const NAME = 'talkgraph.key';
const IN_FRAGMENT = /^#key=(.+)$/;

const listeners = new Set<() => void>();
let state: KeyState = { key: sessionStorage.getItem(NAME), refused: false };

/** The key is kept as long as the tab is open, and in no address: an address is written to logs and histories. */
export function keepKey(key: string): void {
  sessionStorage.setItem(NAME, key);
  become({ key, refused: false });
}

/** Forgets the key, because the gateway did not take it or somebody leaves. */
export function forgetKey(refused: boolean): void {
  sessionStorage.removeItem(NAME);
  become({ key: null, refused });
}

/** Takes the key of a link that carries one (`/#key=…`) and removes it from the address and the history. */
export function takeKeyFromAddress(): void {
  const carried = IN_FRAGMENT.exec(location.hash)?.[1];
  if (carried === undefined) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  keepKey(decodeURIComponent(carried));
}

export function useKey(): KeyState {
  return useSyncExternalStore(listen, () => state);
}

function become(next: KeyState): void {
  state = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
