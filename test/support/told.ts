import { type Call, CallOrder } from '../../src/domain/call.js';
import type { Client } from '../../src/domain/client.js';
import type { CallFilter } from '../../src/domain/filter.js';
import type { HangupEvent } from '../../src/domain/hangup.js';
import type { Reader } from '../../src/domain/ports.js';
import type { Sentiment } from '../../src/domain/session-analysis.js';
import type { State } from '../../src/domain/state-transition.js';
import { type Transaction, TransactionKind } from '../../src/domain/transaction.js';

/** A transaction with what figures need of it. */
export interface ToldTurn extends Transaction {
  readonly from: State | null;
  readonly to: State | null;
  readonly terminal: boolean;
  readonly errors: number;
  readonly unhandled: boolean;
}

/** Everything that is known of a call, to be counted by hand. */
export interface Told {
  readonly call: Call;
  /** In their order, hang-ups left out. */
  readonly transactions: readonly ToldTurn[];
  readonly hangup: HangupEvent | null;
  readonly sentiment: Sentiment | null;
}

const EVERYTHING = { list: 'all', limit: 200, backward: false, after: null, before: null };

/** Reads the calls that the filter holds for, with what belongs to each. */
export async function tell(reader: Reader, client: Client, filter: CallFilter): Promise<Told[]> {
  const { page } = await reader.calls(client, EVERYTHING, filter, CallOrder.STARTED_AT_ASC);
  const ids = page.items.map(({ id }) => id);
  const { page: read } = await reader.transactions(client, EVERYTHING, { call: filter });
  if (read.hasNextPage) throw new Error('A population has fewer transactions.');
  const transactions = read.items;
  const details = await reader.detailsByTransaction(
    client.id,
    transactions.map(({ id }) => id),
  );
  // A turn without any state has no transition that could say so.
  const unhandled = await reader.matchingTransactions(
    client,
    transactions.map(({ id }) => id),
    { explicitlyHandled: false },
  );
  const hangups = await reader.hangupsByCall(client.id, ids);
  const analyses = await reader.analysesByCall(client.id, ids);
  return page.items.map((call) => ({
    call,
    transactions: transactions
      .filter(({ callRef, kind }) => callRef === call.id && kind !== TransactionKind.HANGUP)
      .sort((one, other) => one.sequence - other.sequence)
      .map((row) => ({
        ...plain(row),
        from: row.transition?.from ?? null,
        to: row.transition?.to ?? null,
        terminal: row.transition?.terminal ?? row.endTalk === true,
        errors: details.get(row.id)?.errors.occurrences ?? 0,
        unhandled: unhandled.has(row.id),
      })),
    hangup: hangups.get(call.id)?.find(({ primary }) => primary) ?? null,
    sentiment: analyses.get(call.id)?.sentiment ?? null,
  }));
}

// Rows read some properties by getters, which a spread would lose.
function plain(row: Transaction): Transaction {
  const { id, callRef, transactionId, sequence, kind, requestTimestamp, responseTimeMs, platform, language } = row;
  const { releaseId, userContextId, text, prompt, promptText, reprompt, endTalk, continueListening } = row;
  const { intent, intentRanking, transition } = row;
  const place = { id, callRef, transactionId, sequence, kind, requestTimestamp, responseTimeMs, platform, language };
  const said = { releaseId, userContextId, text, prompt, promptText, reprompt, endTalk, continueListening };
  return { ...place, ...said, intent, intentRanking, transition };
}
