import type { OperationDefinitionNode } from 'graphql';
import type { Tracing } from '../domain/tracing.js';
import type { Answer } from './execute.js';

/** A name that people gave an operation; one with a long number in it may be somebody's. */
const NAME = /^(?!.*\d{6})\w{1,64}$/;

/**
 * Answers an operation as a traced piece of work: its type, and its name; no text of a document and no variables.
 * @see https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/
 */
export function followOperation(
  tracing: Tracing | null,
  { operation, name }: OperationDefinitionNode,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  if (tracing === null || !tracing.isActive()) return answer();
  const named = name !== undefined && NAME.test(name.value);
  const attributes = { 'graphql.operation.type': operation, ...(named && { 'graphql.operation.name': name.value }) };
  return tracing.follow(operation, attributes, async (fail) => {
    const answered = await answer();
    const code = answered.errors?.[0]?.extensions?.['code'];
    if (typeof code === 'string') fail(code);
    return answered;
  });
}
