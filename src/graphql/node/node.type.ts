import { Field, ID, InterfaceType } from 'type-graphql';
import { typeOfNode } from './node.js';

/** Whatever `node(id:)` finds; of which type a row is has been noted when it was found. */
@InterfaceType('Node', {
  description: 'Anything that has a global id.',
  resolveType: typeOfNode,
})
export abstract class NodeType {
  @Field(() => ID, { simple: true, description: 'The opaque global id; `node(id:)` finds the object again.' })
  readonly id!: number;
}
