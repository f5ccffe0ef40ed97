import {
  type ASTNode,
  BREAK,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const VALUE_KINDS = new Set<string>([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/** Whether a validation error is about a value that stands in the document. */
export function isValueError(error: GraphQLError): boolean {
  return VALUE_KINDS.has(error.nodes?.[0]?.kind ?? '');
}

/**
 * The words for a wrong value in a document: where it is and what was expected, without the value, which graphql-js
 * would repeat.
 */
export function wordsFor(error: GraphQLError, schema: GraphQLSchema): { message: string; path: string[] | null } {
  const node = error.nodes?.[0];
  const found = node?.loc && find(node, node.loc.source.body, schema);
  if (!found) return { message: 'A value is not of the expected type.', path: null };
  // Those about fields name a field and its type, and no value.
  const message = error.message.startsWith('Field "')
    ? error.message
    : `Expected ${found.type} at ${found.path.join('.')}.`;
  return { message, path: found.path };
}

function find(wanted: ASTNode, body: string, schema: GraphQLSchema): { path: string[]; type: string } | null {
  const types = new TypeInfo(schema);
  const document = parse(body);
  let found: { path: string[]; type: string } | null = null;
  const search = {
    enter(node: ASTNode, _key: unknown, _parent: unknown, path: readonly (string | number)[]) {
      if (node.kind !== wanted.kind || node.loc?.start !== wanted.loc?.start) return undefined;
      found = { path: argumentPath(document, path), type: String(types.getInputType() ?? 'another type') };
      return BREAK;
    },
  };
  visit(document, visitWithTypeInfo(types, search));
  return found;
}

/** The names of the argument and the fields, and the places in lists, that lead to a node. */
function argumentPath(document: ASTNode, path: readonly (string | number)[]): string[] {
  const names: string[] = [];
  let at: unknown = document;
  path.forEach((key, index) => {
    at = (at as Record<string | number, unknown>)[key];
    if (path[index - 1] === 'values') names.push(String(key));
    const { kind, name, variable } = at as {
      kind?: string;
      name?: { value: string };
      variable?: ASTNode & { name: { value: string } };
    };
    if (kind === Kind.ARGUMENT || kind === Kind.OBJECT_FIELD) names.push(name?.value ?? '');
    if (kind === Kind.VARIABLE_DEFINITION) names.push(variable?.name.value ?? '');
  });
  return names;
}
