import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { LiveBoard, type LiveBoardState } from './live-board';
import { MINUTE_MS } from './minutes';

/** What is happening now, as long as the component stands. */
export function useBoard(): LiveBoardState & { readonly retry: () => void } {
  const client = useClient();
  const board = useRef<LiveBoard | null>(null);
  const [state, setState] = useState<LiveBoardState>({ view: null, error: null });
  useEffect(() => {
    const live = new LiveBoard(client, setState);
    board.current = live;
    void live.read();
    return () => live.close();
  }, [client]);
  useMinutes(useCallback(() => board.current?.show(), []));
  const retry = useCallback(() => void board.current?.read(), []);
  return { ...state, retry };
}

/** Calls at the beginning of each minute. */
function useMinutes(onMinute: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(
        () => {
          onMinute();
          wait();
        },
        MINUTE_MS - (Date.now() % MINUTE_MS),
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [onMinute]);
}

/** The time now, anew each second: for what counts up. */
export function useSeconds(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
