import {
  BREAK,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';
import { PAGE_LIMITS } from '../domain/page.js';
import { isIntrospection } from './measure.js';
import type { VariableValues } from './variables.js';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** What an unpaged list holds where its field does not say: identities, variables, a call's hang-ups. */
const SHORT_LIST = 5;

/**
 * How many objects an operation touches at the most, estimated: a page counts `first` or `last` times its items,
 * 50 where neither is given. A page size in a variable counts as 50 until the values are known.
 */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables?: VariableValues,
): number {
  return new Estimate(schema, fragments, variables).set(
    operation.selectionSet,
    schema.getRootType(operation.operation),
  );
}

class Estimate {
  private readonly known = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
    private readonly variables: VariableValues | undefined,
  ) {}

  set(set: SelectionSetNode | undefined, type: GraphQLNamedType | null | undefined): number {
    let cost = 0;
    for (const node of set?.selections ?? []) {
      if (node.kind === Kind.FIELD) cost += this.field(node, type);
      else if (node.kind === Kind.FRAGMENT_SPREAD) cost += this.spread(node.name.value);
      else cost += this.set(node.selectionSet, this.condition(node.typeCondition?.name.value) ?? type);
    }
    return cost;
  }

  private field(node: FieldNode, parent: GraphQLNamedType | null | undefined): number {
    if (isIntrospection(node.name.value)) return 1;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const type = field && getNamedType(field.type);
    // Leaves come with their object.
    if (field === undefined || !isCompositeType(type)) return 0;
    return this.size(node, field, parent) * (1 + this.set(node.selectionSet, type));
  }

  private spread(name: string): number {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    this.known.set(name, 0);
    const fragment = this.fragments.get(name);
    const cost = this.set(fragment?.selectionSet, this.condition(fragment?.typeCondition.name.value));
    this.known.set(name, cost);
    return cost;
  }

  private condition(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.schema.getType(name);
  }

  private size(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLNamedType | null | undefined,
  ): number {
    if (field.args.some(({ name }) => name === 'first')) return this.pageSize(node);
    // A connection's edges and nodes are as many as the page that holds them.
    if (!isListType(getNullableType(field.type)) || parent?.name.endsWith('Connection')) return 1;
    const { size } = field.extensions as { size?: number };
    return size ?? SHORT_LIST;
  }

  private pageSize(node: FieldNode): number {
    const given = node.arguments?.filter(({ name }) => name.value === 'first' || name.value === 'last') ?? [];
    const sizes = given.map(({ value }) => this.number(value)).filter((size) => size !== null);
    return sizes.length === 0 ? PAGE_LIMITS.preset : Math.max(1, ...sizes);
  }

  private number(value: ValueNode): number | null {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return null;
    const known = this.variables?.[value.name.value];
    return typeof known === 'number' ? known : null;
  }
}

/** Whether an operation's cost depends on its variables. */
export function hasVariablePages(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Argument({ name, value }) {
      if ((name.value !== 'first' && name.value !== 'last') || value.kind !== Kind.VARIABLE) return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}
