import { type ComponentProps, type MouseEvent, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
addEventListener('popstate', tell);

/** Goes to an address of the page, e.g. `/calls/abc?text=no`; `replace` keeps the way back as it was. */
export function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  tell();
}

/** The path of the address. */
export function usePath(): string {
  return useSyncExternalStore(listen, () => location.pathname);
}

/** What stands behind the question mark: filters live there, so that an address can be shared. */
export function useSearch(): URLSearchParams {
  return new URLSearchParams(useSyncExternalStore(listen, () => location.search));
}

/** The parts of a path below a prefix, decoded: `/calls/a%2Fb` below `/calls` is `['a/b']`. */
export function partsBelow(prefix: string, path: string): string[] {
  const below = path.slice(prefix.length).split('/');
  return below.filter((part) => part !== '').map(decoded);
}

/** A link within the page; it opens elsewhere where somebody asks for that. */
export function Link({ to, onClick, ...rest }: ComponentProps<'a'> & { readonly to: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (event.defaultPrevented || elsewhere) return;
    event.preventDefault();
    navigate(to);
  };
  return <a href={to} onClick={follow} {...rest} />;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function tell(): void {
  for (const listener of [...listeners]) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
