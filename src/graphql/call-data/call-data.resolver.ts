import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { Call } from '../../domain/call.js';
import type { CallDataField, CallDataRecord } from '../../domain/call-data.js';
import { badInput } from '../../domain/errors.js';
import { scanMembers } from '../../domain/json-scan.js';
import { CallType } from '../call/call.type.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { CallDataFieldType, CallDataRecordType, type CallDataRow } from './call-data.type.js';

/** CallData records and their calls. */
@Resolver(() => CallDataRecordType)
export class CallDataResolver {
  @Query(() => CallDataRecordType, {
    nullable: true,
    description: 'The most recent record for this call and caller that is no older than maxAgeSeconds.',
  })
  callData(
    @Arg('callId', () => String, { description: 'The call id under which it was left.' }) callId: string,
    @Arg('caller', () => String, { description: 'The caller; any form of the number.' }) caller: string,
    @Arg('countryCode', () => String, { nullable: true, description: 'For local numbers: +41, 41 or CH.' })
    countryCode: string | null | undefined,
    @Arg('maxAgeSeconds', () => Int, { nullable: true, description: 'Since the receipt; no limit unless given.' })
    maxAgeSeconds: number | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<CallDataRecord | null> {
    requireScope(context, Scope.READ);
    if (maxAgeSeconds != null && maxAgeSeconds < 0) throw badInput('Must not be negative.', 'maxAgeSeconds');
    return context.reader.latestCallData(context.identity.client, {
      callId,
      caller,
      countryCode: countryCode ?? null,
      maximumAgeSeconds: maxAgeSeconds ?? null,
    });
  }

  @FieldResolver(() => [CallDataFieldType], {
    description: 'The user-defined fields in the very order given, whatever their names; a name may stand twice.',
  })
  fieldList(@Root() { fields }: CallDataRow): CallDataField[] {
    return scanMembers(fields).map(({ key, value }) => ({ name: JSON.parse(key) as string, value }));
  }

  @FieldResolver(() => CallType, { nullable: true, description: 'The call that this id leads to, where it is known.' })
  call(@Root() record: CallDataRow, @Ctx() { loaders }: GraphqlContext): Call | Promise<Call | null> {
    return record.call ?? loaders.callByIdentifier.load(record.callId);
  }
}
