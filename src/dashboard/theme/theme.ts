import { useSyncExternalStore } from 'react';

/** What somebody chose; `auto` follows the system. */
export type ThemeChoice = 'auto' | 'light' | 'dark';
/** What is shown. */
export type Theme = 'light' | 'dark';

export const THEME_CHOICES: readonly ThemeChoice[] = ['auto', 'light', 'dark'];

const NAME = 'talkgraph.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let choice = THEME_CHOICES.find((known) => known === localStorage.getItem(NAME)) ?? 'auto';

/** Puts the theme onto the document; the style sheets do the rest. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = themeNow();
  for (const listener of listeners) listener();
}

export function chooseTheme(chosen: ThemeChoice): void {
  choice = chosen;
  localStorage.setItem(NAME, chosen);
  applyTheme();
}

system.addEventListener('change', applyTheme);

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(listen, () => choice);
}

/** What is shown now: canvases draw themselves anew when it changes. */
export function useTheme(): Theme {
  return useSyncExternalStore(listen, themeNow);
}

function themeNow(): Theme {
  if (choice !== 'auto') return choice;
  return system.matches ? 'dark' : 'light';
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
