import { z } from 'zod';

/** What a POST is answered: the choice drives the bot's branch. */
export const StoredAnswer = z.union([
  z.object({ choice: z.literal('success'), output: z.strictObject({}) }),
  z.object({ choice: z.literal('fail'), output: z.object({ error: z.string() }) }),
]);

/** What a GET is answered as JSON where a record was found; the user-defined fields follow the known ones. */
export const FoundAnswer = z.looseObject({
  caller: z.string().nullable().describe('As it was given.'),
  callid: z.string().describe('As it was given.'),
  timestamp: z.iso.datetime({ precision: 3 }).describe('When the gateway received it.'),
  content: z.unknown().optional().describe('The text for the agent; whatever was given, where that was no text.'),
  conversationid: z.unknown().optional(),
});

/** What a GET is answered where there is no record, or anything is wrong with the question. */
export const NoResultAnswer = z.strictObject({ error: z.literal('no result found') });

const NO_RESULT: z.infer<typeof NoResultAnswer> = { error: 'no result found' };
const SUCCESS: z.infer<typeof StoredAnswer> = { choice: 'success', output: {} };

/** The answers that are always the same, as they are sent. */
export const NO_RESULT_TEXT = JSON.stringify(NO_RESULT);
export const SUCCESS_TEXT = JSON.stringify(SUCCESS);

/** The answer to a POST that nothing became of. */
export function failureText(error: string): string {
  const answer: z.infer<typeof StoredAnswer> = { choice: 'fail', output: { error } };
  return JSON.stringify(answer);
}
