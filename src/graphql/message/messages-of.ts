import type { Message } from '../../domain/message.js';
import { type PageArguments, pageRequest } from '../../domain/page.js';
import type { MessageOwner } from '../../domain/ports.js';
import type { Loaders } from '../loaders.js';
import { PageView } from '../page/page-view.js';

/** A page of the messages of a session or a call; counted only when asked. */
export async function messagesOf(
  loaders: Loaders,
  owner: MessageOwner,
  ref: number,
  page: PageArguments,
): Promise<PageView<Message>> {
  const found = await loaders.messagesOf(owner, ref, pageRequest(page, `${owner}.messages`));
  return new PageView(
    found,
    async () => (await loaders.messageCountOf(owner).load(ref)) ?? 0,
    (row) => row,
  );
}
