import { type ReactNode, useState } from 'react';
import { Facts } from '../elements/facts';

interface FoldProps {
  readonly title: string;
  /** Made when it is opened first. */
  readonly children: () => ReactNode;
}

/** Something that most people do not need to see. */
export function Fold({ title, children }: FoldProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details className="fold" onToggle={(event) => setOpened(opened || event.currentTarget.open)}>
      <summary>{title}</summary>
      {opened && children()}
    </details>
  );
}

/** A value as JSON. */
export function Json({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="json" tabIndex={0} aria-label={label}>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </section>
  );
}

/** Variables with their values; text as it is, everything else as JSON. */
export function Variables({ of }: { readonly of: readonly { id: string; name: string | null; value: unknown }[] }) {
  return (
    <Facts
      facts={of.map(({ id, name, value }) => [name ?? id, typeof value === 'string' ? value : JSON.stringify(value)])}
    />
  );
}
