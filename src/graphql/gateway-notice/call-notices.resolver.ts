import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Call } from '../../domain/call.js';
import type { BotOperation, Transfer } from '../../domain/gateway-notice.js';
import { CallType } from '../call/call.type.js';
import type { GraphqlContext } from '../context.js';
import { BotOperationType, TransferType } from './gateway-notice.type.js';

/** What gateways and bots said of a call beside its end. */
@Resolver(() => CallType)
export class CallNoticesResolver {
  @FieldResolver(() => [TransferType], { description: 'Attempts to hand it on, in the order in which they happened.' })
  async transfers(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<readonly Transfer[]> {
    return (await loaders.noticesByCall.load(call.id))?.transfers ?? [];
  }

  @FieldResolver(() => [BotOperationType], {
    description:
      "All that the bot said of its own work, in the order in which it was set; the last result and the last data are the hang-up's.",
  })
  async botOperations(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<readonly BotOperation[]> {
    return (await loaders.noticesByCall.load(call.id))?.botOperations ?? [];
  }
}
