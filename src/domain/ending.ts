import { SessionLifecycle } from './agent-session.js';
import { CallOutcome } from './call.js';
import type { HangupFacts, NoticeFacts, SessionFacts, TurnFacts } from './course.js';
import { HangupReasonCode, Initiator, isUnanswered } from './hangup.js';
import type { Instant } from './source.js';
import { TransactionKind } from './transaction.js';

/** What can tell how a call ended. */
export interface Ending {
  readonly order: readonly TurnFacts[];
  /** The primary one first. */
  readonly signals: readonly HangupFacts[];
  /** In the order in which they began. */
  readonly sessions: readonly SessionFacts[];
  readonly notices: readonly NoticeFacts[];
  /** Who the primary end signal says it was; null without one. */
  readonly initiator: Initiator | null;
}

/** When a call ended and by whom; null while it is open. */
export function endOf(ending: Ending): { readonly at: Instant | null; readonly by: Initiator } | null {
  const { signals, sessions, initiator } = ending;
  const terminal = terminalTurn(ending);
  const closed = sessions.length > 0 && sessions.every((session) => session.lifecycle !== SessionLifecycle.STARTED);
  if (signals.length === 0 && terminal === undefined && !closed) return null;
  const bySession = closed ? reasonOf(lastSession(sessions)?.endedReason ?? null).by : Initiator.UNKNOWN;
  // A signal that does not say who leaves it to whoever does.
  const bySignal = initiator === Initiator.UNKNOWN ? null : initiator;
  const by = bySignal ?? (terminal ? Initiator.BOT : bySession);
  return { at: endInstant(ending, terminal, closed), by };
}

// The one that ended last; sessions come in the order in which they began.
function lastSession(sessions: readonly SessionFacts[]): SessionFacts | undefined {
  let last: SessionFacts | undefined;
  for (const session of sessions) if (last === undefined || endOfSession(session) >= endOfSession(last)) last = session;
  return last;
}

function endOfSession({ endedAt, startedAt }: SessionFacts): Instant {
  return endedAt ?? startedAt ?? 0;
}

// The earliest signal that has a time of its own; a time of receipt only where nothing else is known.
function endInstant({ signals, sessions }: Ending, terminal: TurnFacts | undefined, closed: boolean): Instant | null {
  const timed = signals.filter((signal) => signal.timed).map((signal) => signal.occurredAt);
  if (timed.length > 0) return Math.min(...timed);
  if (terminal !== undefined) return terminal.requestTimestamp + (terminal.responseTimeMs ?? 0);
  const ended = closed ? sessions.flatMap((session) => session.endedAt ?? []) : [];
  if (ended.length > 0) return Math.max(...ended);
  const received = signals.map((signal) => signal.occurredAt);
  return received.length > 0 ? Math.min(...received) : null;
}

/** How a call ended: a transfer that was answered, a failure, the bot's or the session's own end, or the caller's. */
export function outcomeOf(ending: Ending): CallOutcome {
  const { signals, sessions, notices, initiator } = ending;
  const reasons = sessions.map((session) => reasonOf(session.endedReason).outcome);
  const codes = signals.map((signal) => signal.reasonCode);
  const answered = notices.some((notice) => notice.transferAnswered === true);
  if (answered || codes.includes(HangupReasonCode.TRANSFERRED) || reasons.includes(CallOutcome.TRANSFERRED)) {
    return CallOutcome.TRANSFERRED;
  }
  if (codes.includes(HangupReasonCode.ERROR) || reasons.includes(CallOutcome.FAILED)) return CallOutcome.FAILED;
  if (terminalTurn(ending) || initiator === Initiator.BOT) return CallOutcome.COMPLETED;
  const [primary = HangupReasonCode.UNKNOWN] = codes;
  if (initiator === Initiator.CALLER && !isUnanswered(primary)) return CallOutcome.ABANDONED;
  return reasons.includes(CallOutcome.COMPLETED) ? CallOutcome.COMPLETED : CallOutcome.UNKNOWN;
}

function terminalTurn({ order }: Ending): TurnFacts | undefined {
  return order.find((turn) => turn.terminal && turn.kind !== TransactionKind.HANGUP);
}

const REASONS: readonly (readonly [RegExp, CallOutcome, Initiator])[] = [
  [/transfer_cancelled/, CallOutcome.UNKNOWN, Initiator.UNKNOWN],
  [/transfer|take_over/, CallOutcome.TRANSFERRED, Initiator.AGENT],
  [/error|failed|unavailable|invalid_destination|permission_denied/, CallOutcome.FAILED, Initiator.GATEWAY],
  [/^(?:user|caller|client)_(?:ended|hangup|hung_up)/, CallOutcome.COMPLETED, Initiator.CALLER],
  [/^(?:agent|bot|assistant)_(?:ended|hangup|hung_up)/, CallOutcome.COMPLETED, Initiator.BOT],
  [/^(?:completed|ended)$/, CallOutcome.COMPLETED, Initiator.UNKNOWN],
];

// The enumeration is open: what is not known says nothing.
function reasonOf(raw: string | null): { outcome: CallOutcome; by: Initiator } {
  const reason = (raw ?? '').toLowerCase();
  const [, outcome = CallOutcome.UNKNOWN, by = Initiator.UNKNOWN] = REASONS.find(([word]) => word.test(reason)) ?? [];
  return { outcome, by };
}
