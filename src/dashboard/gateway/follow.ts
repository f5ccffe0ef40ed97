import { useEffect, useEffectEvent } from 'react';
import { type AnyVariables, type Client, type CombinedError, type TypedDocumentNode, useClient } from 'urql';
import { onEnd, pipe, subscribe } from 'wonka';
import { cursorOf } from './resume';

/** Who hears of events. */
export interface Follower<Data> {
  /** Each event once, in the order of the log. */
  readonly onEvent: (data: Data) => void;
  /** The place in the log is no longer kept: read anew what is shown, and follow from there. */
  readonly onGap: () => void;
}

const AGAIN_MS = 1_000;
const GAPS = new Set(['CURSOR_EXPIRED', 'BAD_USER_INPUT']);

/** Follows a subscription until the returned function is called, through whatever breaks in between. */
export function follow<Data, Variables extends AnyVariables & { after?: string | null }>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { onEvent, onGap }: Follower<Data>,
): () => void {
  let after = variables?.after ?? null;
  let stop: (() => void) | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const start = () => {
    const source = client.subscription(document, { ...variables, after });
    const { unsubscribe } = pipe(
      source,
      onEnd(() => {
        // The gateway ends what falls behind, and what it cannot serve: what was missed comes after the last cursor.
        if (!ended) again = setTimeout(start, AGAIN_MS);
      }),
      subscribe(({ data, error }) => {
        if (ended) return;
        if (error !== undefined && isGap(error)) {
          finish();
          onGap();
        } else if (data) {
          // With an error beside it, too: one field that failed is no reason to hide the event.
          after = cursorOf(data) ?? after;
          onEvent(data);
        }
      }),
    );
    stop = unsubscribe;
  };
  const finish = () => {
    ended = true;
    clearTimeout(again);
    stop?.();
  };
  start();
  return finish;
}

/** Follows a subscription as long as the component stands and `variables` stay the same. */
export function useFollow<Data, Variables extends AnyVariables & { after?: string | null }>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  follower: Follower<Data>,
): void {
  const client = useClient();
  const onEvent = useEffectEvent(follower.onEvent);
  const onGap = useEffectEvent(follower.onGap);
  const asked = JSON.stringify(variables);
  useEffect(
    () => follow(client, document, JSON.parse(asked) as Variables, { onEvent, onGap }),
    [client, document, asked],
  );
}

function isGap({ graphQLErrors }: CombinedError): boolean {
  return graphQLErrors.some(({ extensions }) => GAPS.has(String(extensions['code'])));
}
