import { partsBelow, usePath } from '../route/route';
import { FindCalls } from './find-calls';
import { OneCall } from './one-call';
import './calls.css';

/** Calls: all of them to look through, or one of them as it went. */
export function CallsPage() {
  const [callId] = partsBelow('/calls', usePath());
  return callId === undefined ? <FindCalls /> : <OneCall key={callId} callId={callId} />;
}
