import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { Client, fetchExchange, mapExchange, Provider, subscriptionExchange } from 'urql';
import { Connection, type ConnectionState } from './connection';
import { forgetKey } from './key';
import { resuming } from './resume';
import { openSocket } from './socket';

/** The way to the gateway with one key: queries by HTTP, live queries by a socket. */
export interface Gateway {
  readonly client: Client;
  readonly connection: Connection;
  readonly close: () => void;
}

const UNAUTHORIZED = 401;
const GatewayContext = createContext<Gateway | null>(null);

/** Opens the way with a key; everything below may ask. */
export function GatewayProvider({ apiKey, children }: { readonly apiKey: string; readonly children: ReactNode }) {
  const [gateway, setGateway] = useState<Gateway | null>(null);
  useEffect(() => {
    const opened = openGateway(apiKey);
    setGateway(opened);
    return opened.close;
  }, [apiKey]);
  if (gateway === null) return null;
  return (
    <GatewayContext value={gateway}>
      <Provider value={gateway.client}>{children}</Provider>
    </GatewayContext>
  );
}

export function useGateway(): Gateway {
  const gateway = useContext(GatewayContext);
  if (gateway === null) throw new Error('There is no GatewayProvider above.');
  return gateway;
}

/** How the live link stands. */
export function useConnection(): ConnectionState {
  const { connection } = useGateway();
  return useSyncExternalStore(
    (listener) => connection.listen(listener),
    () => connection.state,
  );
}

function openGateway(key: string): Gateway {
  const connection = new Connection();
  const onRefused = () => forgetKey(true);
  const socket = openSocket(key, connection, onRefused);
  const client = new Client({
    url: '/graphql',
    // A GET would write the query and its variables, numbers of callers among them, into addresses.
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: `Bearer ${key}` } },
    // No cache: what is shown is what is so now, and a page that is open for weeks must not grow.
    exchanges: [
      mapExchange({ onError: ({ response }) => response?.status === UNAUTHORIZED && onRefused() }),
      fetchExchange,
      subscriptionExchange({ forwardSubscription: resuming(socket) }),
    ],
  });
  return { client, connection, close: () => void socket.dispose() };
}
