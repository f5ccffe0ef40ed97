import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large a document is, its fragments written out. */
export interface DocumentSize {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootRepeats: number;
}

type Part = Omit<DocumentSize, 'rootRepeats'>;
type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const NOTHING: Part = { depth: 0, aliases: 0, directives: 0 };

/** Measures an operation in one pass; what is inside `__schema` and `__type` has a shape of its own and is left out. */
export function measure(operation: OperationDefinitionNode, fragments: Fragments): DocumentSize {
  const part = new Measuring(fragments).set(operation.selectionSet);
  const directives = part.directives + (operation.directives?.length ?? 0);
  return { ...part, directives, rootRepeats: rootRepeats(operation, fragments) };
}

class Measuring {
  /** Each fragment is measured once, however often it is spread; while it is being measured it counts nothing. */
  private readonly known = new Map<string, Part>();

  constructor(private readonly fragments: Fragments) {}

  set(set: SelectionSetNode | undefined): Part {
    return (set?.selections ?? []).map((selection) => this.selection(selection)).reduce(together, NOTHING);
  }

  private selection(node: SelectionNode): Part {
    const own = { depth: 0, aliases: 0, directives: node.directives?.length ?? 0 };
    if (node.kind === Kind.INLINE_FRAGMENT) return together(own, this.set(node.selectionSet));
    if (node.kind === Kind.FRAGMENT_SPREAD) return together(own, this.spread(node.name.value));
    const aliases = node.alias === undefined ? 0 : 1;
    if (isIntrospection(node.name.value)) return { ...own, depth: 1, aliases };
    const inner = this.set(node.selectionSet);
    return together({ ...own, aliases }, { ...inner, depth: inner.depth + 1 });
  }

  private spread(name: string): Part {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    this.known.set(name, NOTHING);
    const part = this.set(this.fragments.get(name)?.selectionSet);
    this.known.set(name, part);
    return part;
  }
}

/** Whether a field is the door to introspection. */
export function isIntrospection(name: string): boolean {
  return name === '__schema' || name === '__type';
}

function together(one: Part, other: Part): Part {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
  };
}

function rootRepeats(operation: OperationDefinitionNode, fragments: Fragments): number {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const visit = (set: SelectionSetNode | undefined) => {
    for (const node of set?.selections ?? []) {
      if (node.kind === Kind.INLINE_FRAGMENT) visit(node.selectionSet);
      else if (node.kind === Kind.FIELD) counts.set(node.name.value, (counts.get(node.name.value) ?? 0) + 1);
      else if (!seen.has(node.name.value)) {
        // A fragment that is spread twice has the same response names, so it runs once.
        seen.add(node.name.value);
        visit(fragments.get(node.name.value)?.selectionSet);
      }
    }
  };
  visit(operation.selectionSet);
  return Math.max(0, ...counts.values());
}
