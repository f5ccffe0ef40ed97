import { Field, ID, InterfaceType } from 'type-graphql';

/** Whatever `node(id:)` finds; rows say by `__typename` which type they are. */
@InterfaceType('Node', {
  description: 'Anything that has a global id.',
  resolveType: (value: { __typename?: string }) => value.__typename,
})
export abstract class NodeType {
  @Field(() => ID, { simple: true, description: 'The opaque global id; `node(id:)` finds the object again.' })
  readonly id!: number;
}
