import { expect, test } from '@jest/globals';
import { HangupSignal, Initiator } from '../../src/domain/hangup.js';
import { sql } from '../../src/persistence/sql.js';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../support/clients.js';
import { databaseKinds } from '../support/databases.js';
import { itemsOf, payloadOf } from '../support/payloads.js';

// Where the gateway's notice was the primary signal, the state that the HANGUP transaction told was lost.
test.each(databaseKinds)(
  'the primary signal has the state that a HANGUP transaction told on $name',
  async ({ create }) => {
    const own = await create();
    try {
      const recorder = new GroupCommitRecorder(own.database, SILENT_WAKE, {
        queueItems: 10,
        commitItems: 10,
        defaultCountry: 'DE',
      });
      const said = {
        transactionId: 't-1',
        requestTimestamp: '2026-03-02T17:11:45Z',
        intent: { initialState: { id: 'STATE.pets', name: 'Pets', dialogName: 'Main' } },
        request: { event: 'HANGUP', callMeta: { callId: 'call-1' } },
      };
      const notice = { conversation: 'call-1', reason: 'Client Side', reasonCode: 'client-disconnected' };
      await recorder.record(clientNumber(1), itemsOf(payloadOf('AUDIOCODES', notice)));
      await recorder.record(clientNumber(1), itemsOf(payloadOf('PARLOA', said)));
      const rows = await own.database.read(sql`SELECT h.signal, h.initiator, s.name FROM hangup h
      JOIN state s ON s.client_id = h.client_id AND s.id = h.state ORDER BY h.signal`);
      expect(rows).toEqual([
        { signal: HangupSignal.NOTICE, initiator: Initiator.CALLER, name: 'Pets' },
        { signal: HangupSignal.TURN, initiator: Initiator.CALLER, name: 'Pets' },
      ]);
    } finally {
      await own.discard();
    }
  },
);
