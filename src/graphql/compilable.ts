import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * Selections that an operation may have with its fragments written out. graphql-jit writes them out, each spread anew,
 * so that a handful of fragments which spread each other twice would keep it busy for years; graphql-js does not.
 */
const MOST_SELECTIONS = 2_000;

/** Whether graphql-jit is given an operation; the others run on graphql-js. */
export function isCompilable(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  // It writes response names into an object literal, where this one is no name.
  if (document.loc?.source.body.includes('__proto__')) return false;
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const counting = new Counting(new Map(fragments.map((fragment) => [fragment.name.value, fragment])));
  return counting.set(operation.selectionSet) <= MOST_SELECTIONS;
}

class Counting {
  private readonly known = new Map<string, number>();

  constructor(private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  set(set: SelectionSetNode | undefined): number {
    let count = 0;
    for (const node of set?.selections ?? []) {
      count += 1 + (node.kind === Kind.FRAGMENT_SPREAD ? this.fragment(node.name.value) : this.set(node.selectionSet));
    }
    return count;
  }

  private fragment(name: string): number {
    const known = this.known.get(name) ?? this.set(this.fragments.get(name)?.selectionSet);
    this.known.set(name, known);
    return known;
  }
}
