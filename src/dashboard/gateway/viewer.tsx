import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { type CombinedError, useQuery } from 'urql';
import { ViewerDocument, type ViewerQuery } from '../generated/graphql';

/** Whom the key belongs to. */
export type Viewer = ViewerQuery['viewer'];

const AGAIN_MS = 2_000;
const ViewerContext = createContext<Viewer | null>(null);

interface ViewerProviderProps {
  readonly children: ReactNode;
  /** What is shown until the gateway has said who asks; with an error where it did not. */
  readonly waiting: (error: CombinedError | undefined) => ReactNode;
}

/** Asks who the key belongs to, again and again until there is an answer. */
export function ViewerProvider({ children, waiting }: ViewerProviderProps) {
  const [{ data, error }, ask] = useQuery({ query: ViewerDocument });
  useEffect(() => {
    if (error === undefined || data !== undefined) return;
    const timer = setTimeout(() => ask({ requestPolicy: 'network-only' }), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [error, data, ask]);
  if (data === undefined) return waiting(error);
  return <ViewerContext value={data.viewer}>{children}</ViewerContext>;
}

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === null) throw new Error('There is no ViewerProvider above.');
  return viewer;
}
