import { DomainError, ErrorCode } from '../../domain/errors.js';
import type { RecordError, RecordResult, SourceItem } from '../../domain/record.js';
import type { GraphqlContext } from '../context.js';
import { problem } from './checks.js';
import { recordOne } from './record-one.js';

/** Records what `read` makes of an input; what it throws as BAD_USER_INPUT is what is wrong with the input. */
export function recordRead(context: GraphqlContext, read: () => SourceItem): Promise<RecordResult> {
  let item: SourceItem | undefined;
  let wrong: RecordError | null = null;
  try {
    item = read();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== ErrorCode.BAD_USER_INPUT) throw error;
    wrong = problem(error.message, error.path);
  }
  return recordOne(context, wrong, () => item as SourceItem);
}
