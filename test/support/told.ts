import { type Call, CallOrder } from '../../src/domain/call.js';
import type { Client } from '../../src/domain/client.js';
import type { CallFilter } from '../../src/domain/filter.js';
import type { HangupEvent } from '../../src/domain/hangup.js';
import type { Reader } from '../../src/domain/ports.js';
import type { Sentiment } from '../../src/domain/session-analysis.js';
import type { State } from '../../src/domain/state-transition.js';
import { type Transaction, TransactionKind } from '../../src/domain/transaction.js';
import type { Variable } from '../../src/domain/variable.js';

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
  /** All that was said and written, each text by itself. */
  readonly texts: readonly string[];
  readonly variables: readonly Variable[];
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
  const variables = await reader.variablesByCall(client.id, ids);
  const texts = await textsOf(reader, client.id, ids, transactions);
  return page.items.map((call) => ({
    call,
    texts: texts.get(call.id) ?? [],
    variables: variables.get(call.id) ?? [],
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

async function textsOf(
  reader: Reader,
  client: number,
  calls: readonly number[],
  transactions: readonly Transaction[],
): Promise<Map<number, string[]>> {
  const sessions = await reader.sessionsByCall(client, calls);
  const ids = [...sessions.values()].flat().map(({ id }) => id);
  const analyses = await reader.analysesBySession(client, ids);
  const messages = await reader.messagesOf(client, 'call', calls, EVERYTHING);
  return new Map(
    calls.map((call) => {
      const own = sessions.get(call) ?? [];
      const texts = [
        ...transactions.filter((row) => row.callRef === call).flatMap((row) => [row.text, row.promptText]),
        ...(messages.get(call)?.items ?? []).flatMap(({ body, translatedBody }) => [body, translatedBody]),
        ...own.flatMap(({ transcript, translatedTranscript }) => [transcript, translatedTranscript]),
        ...own.map(({ id }) => analyses.get(id)?.summary ?? null),
      ];
      return [call, texts.filter((text) => text !== null)];
    }),
  );
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
