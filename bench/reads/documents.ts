/** A document that is measured, and the REST endpoint with the same content. */
export interface ReadCase {
  readonly name: string;
  readonly document: string;
  /** Name of the document's root field, whose value the endpoint answers. */
  readonly root: string;
  readonly path: string;
  /** The list that cursors of it name. */
  readonly list: string;
  /** What a cursor of it names: a row of this table in this order. */
  readonly cursor: { readonly table: 'call' | 'transaction' | 'hangup'; readonly column: string };
  /** Rows that must follow the cursor, so that every page is full. */
  readonly first: number;
}

const CALL_COLUMN = { table: 'call', column: 'listed_at' } as const;
const STATE = '{ key name }';

/** 20 calls with 10 transactions each and all that is one to one with them. */
export const NESTED: ReadCase = {
  name: 'nested query',
  root: 'calls',
  path: '/calls',
  list: 'calls STARTED_AT_DESC',
  cursor: CALL_COLUMN,
  first: 20,
  document: `query Calls($after: String) {
  calls(first: 20, after: $after) {
    nodes {
      callId channel status endedBy outcome language startedAt endedAt durationMs turnCount
      transactions(first: 10) {
        nodes {
          transactionId requestTimestamp responseTimeMs
          intent { name confidence }
          intentRanking { name confidence }
          transition { from ${STATE} handledBy ${STATE} to ${STATE} handled explicitlyHandled terminal }
        }
      }
      hangup { initiator reasonCode occurredAt state { name } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
};

const TRANSACTIONS: ReadCase = {
  name: 'transactions with their calls',
  root: 'transactions',
  path: '/transactions',
  list: 'transactions',
  cursor: { table: 'transaction', column: 'request_timestamp' },
  first: 50,
  document: `query Transactions($after: String) {
  transactions(first: 50, after: $after) {
    nodes {
      transactionId kind requestTimestamp text promptText
      intent { name confidence sourceId }
      call { callId startedAt identities { source kind value } }
      hangup { initiator reasonCode }
      variables { id name value }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
};

const HANGUPS: ReadCase = {
  name: 'hang-ups with their calls',
  root: 'hangups',
  path: '/hangups',
  list: 'hangups',
  cursor: { table: 'hangup', column: 'occurred_at' },
  first: 50,
  document: `query Hangups($after: String) {
  hangups(first: 50, after: $after) {
    nodes {
      occurredAt receivedAt initiator initiatorBasis reasonCode
      state ${STATE}
      lastIntent { name confidence }
      call { callId status outcome durationMs turnCount caller { e164 kind } }
      transaction { transactionId requestTimestamp transition { from ${STATE} handled } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
};

const PATHS: ReadCase = {
  name: 'calls with path and variables',
  root: 'calls',
  path: '/paths',
  list: 'calls STARTED_AT_DESC',
  cursor: CALL_COLUMN,
  first: 50,
  document: `query Paths($after: String) {
  calls(first: 50, after: $after) {
    nodes {
      callId startedAt turnCount fallbackCount
      path ${STATE}
      variables { id name value }
      hangups { source occurredAt initiator primary }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
};

/** Documents that nothing was tuned for: relations go through the loaders. */
export const OTHERS: readonly ReadCase[] = [TRANSACTIONS, HANGUPS, PATHS];
