import type { RecordError, RecordResult, SourceItem } from '../../domain/record.js';
import type { GraphqlContext } from '../context.js';
import { rejected } from './record.type.js';

/** Records one item, unless something is wrong with it; paths lead from the mutation's argument. */
export async function recordOne(
  context: GraphqlContext,
  problem: RecordError | null,
  item: () => SourceItem,
): Promise<RecordResult> {
  const result = problem ? rejected(problem) : (await context.recorder.record(context.identity.client, [item()]))[0];
  context.loaders.forget();
  if (result === undefined) throw new Error('The recorder answers every item.');
  return { ...result, error: result.error && { ...result.error, path: ['input', ...result.error.path] } };
}
