import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { AuditEntry } from '../../domain/audit-entry.js';
import { pageRequest } from '../../domain/page.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { connect, type PageView } from '../page/page-view.js';
import { AuditEntryConnectionType, AuditEntryType } from './audit-entry.type.js';

/** What administrators did. */
@Resolver(() => AuditEntryType)
export class AuditEntryResolver {
  @Query(() => AuditEntryConnectionType, {
    description: 'What administrators did with keys, secrets, settings and records; the newest first. Needs ADMIN.',
  })
  async auditLog(
    @Arg('first', () => Int, { nullable: true, description: 'How many: 1 to 200, 50 unless given.' })
    first: number | null | undefined,
    @Arg('after', () => String, { nullable: true, description: 'Only what follows this cursor.' })
    after: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<PageView<AuditEntry>> {
    requireScope(context, Scope.ADMIN);
    const request = pageRequest({ first, after }, 'auditLog');
    return connect(await context.reader.auditLog(context.identity.client.id, request));
  }
}
