import type { Client } from 'graphql-ws';
import type { SubscriptionForwarder } from 'urql';

/**
 * Sends subscriptions over the socket. After a break the socket subscribes anew with the variables as they are then,
 * and by then `after` is the last cursor that came: nothing is missed and nothing comes twice.
 */
export function resuming(socket: Client): SubscriptionForwarder {
  return ({ query = '', variables }) => ({
    subscribe(sink) {
      const current: Record<string, unknown> = { ...variables };
      const unsubscribe = socket.subscribe(
        { query, variables: current },
        {
          next(result) {
            const cursor = cursorOf(result.data);
            if (cursor !== undefined) current['after'] = cursor;
            sink.next(result as Parameters<typeof sink.next>[0]);
          },
          error: (error) => sink.error(error),
          complete: () => sink.complete(),
        },
      );
      return { unsubscribe };
    },
  });
}

/** The cursor that every event of a subscription carries beside what it tells. */
export function cursorOf(data: unknown): string | undefined {
  const [event] = Object.values((data ?? {}) as Record<string, { cursor?: string } | null>);
  return event?.cursor;
}
