import type { ClassType } from 'type-graphql';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import type { PageArguments } from '../../domain/page.js';

/** The arguments of every connection. */
@ArgsType()
export class PageArgs implements PageArguments {
  @Field(() => Int, { nullable: true, description: 'How many from the start: 1 to 200, 50 unless given.' })
  readonly first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  readonly after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end: 1 to 200; not together with `first`.' })
  readonly last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what precedes this cursor.' })
  readonly before?: string | null;
}

/** What is known of a page's neighbours. @see https://relay.dev/graphql/connections.htm#sec-undefined.PageInfo */
@ObjectType('PageInfo', { description: 'Where a page stands in its list.' })
export class PageInfoType {
  @Field(() => Boolean, { simple: true, description: 'Whether more follows.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether more precedes.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: 'The cursor of the first item; null on an empty page.',
  })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: 'The cursor of the last item; null on an empty page.',
  })
  readonly endCursor!: string | null;
}

/** The connection type over a node type; the values come as `PageView`s. */
export function connectionType(name: string, node: ClassType, plural: string): ClassType {
  @ObjectType(`${name}Edge`, { description: `One of the ${plural} of a page, with its cursor.` })
  class Edge {
    @Field(() => String, { simple: true, description: 'Continues the list after or before this item.' })
    readonly cursor!: string;

    @Field(() => node, { simple: true, description: 'The item itself.' })
    readonly node!: object;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${plural}; stable while rows arrive.` })
  class Connection {
    @Field(() => [Edge], { simple: true, description: 'The items, each with its cursor.' })
    readonly edges!: Edge[];

    @Field(() => [node], { simple: true, description: 'The items without cursors.' })
    readonly nodes!: object[];

    @Field(() => PageInfoType, { simple: true, description: 'Where the page stands in the list.' })
    readonly pageInfo!: PageInfoType;

    @Field(() => Int, { description: 'How many there are in all; counted only when asked for.' })
    readonly totalCount!: number;
  }
  return Connection;
}
