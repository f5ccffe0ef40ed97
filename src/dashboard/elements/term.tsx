import type { ReactNode } from 'react';
import type { Initiator } from '../generated/enums';
import { useTerms } from '../language/terms';
import './term.css';

/** Who ended a call, with the colour that it has in every chart. */
export function InitiatorTerm({ initiator }: { readonly initiator: Initiator }) {
  return <Term colour={initiator.toLowerCase()}>{useTerms().initiator[initiator]}</Term>;
}

/** A term with a dot of its colour, one of the `--term-…` of the page. */
export function Term({ colour, children }: { readonly colour: string; readonly children: ReactNode }) {
  return <span className={`term term-${colour}`}>{children}</span>;
}
