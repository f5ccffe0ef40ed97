import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  visit,
} from 'graphql';
import type { Prepared } from '../execute.js';
import type { VariableValues } from '../variables.js';

/** A subscription of a valid document, in the form in which subscribers can share it. */
export interface LiveOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly prepared: Prepared;
  /** What was asked, printed in one way, without the place to begin. */
  readonly text: string;
  /** The variable that holds nothing but the place to begin; null where there is none. */
  readonly afterVariable: string | null;
}

/** Brings a subscription into the form in which subscribers can share it: they differ in where they begin. */
export function liveOperation(schema: GraphQLSchema, document: DocumentNode, prepared: Prepared): LiveOperation {
  const { operation } = prepared;
  const name = afterVariableOf(operation);
  const shared = name === null || uses(document, name) > 1 ? null : name;
  const kept = shared === null && name !== null ? operation : withoutAfter(operation, shared);
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const text = print({ kind: Kind.DOCUMENT, definitions: [kept, ...fragments] });
  return { schema, document, prepared, text, afterVariable: shared };
}

/** What two subscribers must have in common, beside who they are, to be sent the very same text. */
export function keyOf({ text, afterVariable }: LiveOperation, variables: VariableValues): string {
  const { [afterVariable ?? '']: _after, ...rest } = variables;
  return `${JSON.stringify(rest)}\n${text}`;
}

function afterVariableOf(operation: OperationDefinitionNode): string | null {
  for (const selection of operation.selectionSet.selections) {
    const value = isField(selection) && selection.arguments?.find(({ name }) => name.value === 'after')?.value;
    if (value && value.kind === Kind.VARIABLE) return value.name.value;
  }
  return null;
}

function uses(document: DocumentNode, name: string): number {
  let count = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (variable) => {
      if (variable.name.value === name) count++;
    },
  });
  return count;
}

function withoutAfter(operation: OperationDefinitionNode, variable: string | null): OperationDefinitionNode {
  const selections = operation.selectionSet.selections.map((selection) => {
    if (!isField(selection)) return selection;
    return { ...selection, arguments: selection.arguments?.filter(({ name }) => name.value !== 'after') };
  });
  return {
    ...operation,
    variableDefinitions: operation.variableDefinitions?.filter((one) => one.variable.name.value !== variable),
    selectionSet: { ...operation.selectionSet, selections },
  };
}

function isField(selection: SelectionNode): selection is FieldNode {
  return selection.kind === Kind.FIELD;
}
