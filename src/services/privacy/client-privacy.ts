import type { Client } from '../../domain/client.js';
import { type EventKey, storedKey } from '../../domain/event-key.js';
import { canonicalJson } from '../../domain/json.js';
import { hashWith, isPrivateHash, personalId, privateHash } from '../../domain/privacy.js';
import type { DomainRecord, ItemContent, SourceItem } from '../../domain/record.js';
import { ENVELOPES, type JsonText, Source } from '../../domain/source.js';
import type { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import { isReadable, redactBody } from './body.js';
import { redactRecord } from './records.js';
import { Redactor } from './redactor.js';

// A text that nobody understood may still say that it is private, and a wrong word for it may be why.
const FLAG = /"isPrivacyEnabled"\s*:\s*"?(?:true|1)\b/i;
const ESCAPE = /\\u00([2-7][0-9a-f])/gi;

/** Which of a client's items are private, and what is stored of them. */
export class ClientPrivacy {
  readonly redactor: Redactor;
  readonly #client: Client;
  readonly #hash: (text: string) => string;

  constructor(client: Client, defaultCountry: string) {
    this.#client = client;
    this.#hash = hashWith(client.privacyKey);
    const country = client.defaultCountry ?? defaultCountry;
    this.redactor = new Redactor({ country, deniedNames: client.deniedNames ?? [], hash: this.#hash });
  }

  /** Whether an item is private by itself, or since its client says so of its source. */
  isPrivate({ source, body, content }: SourceItem): boolean {
    if (this.#setting(source) === true) return true;
    if (!content.understood) return FLAG.test(unescaped(body));
    return content.records.some((record) => record.type !== 'callData' && record.privacyEnabled === true);
  }

  /** Whether CallData is private where its call is. */
  get isCallDataWithItsCall(): boolean {
    return this.#setting(Source.CALL_DATA) !== false;
  }

  /** The client's keyed hash; throws where no gateway gave a key. */
  get hash(): (text: string) => string {
    return this.#hash;
  }

  /** An item with its keys as they are stored. */
  withStoredKeys(item: SourceItem): SourceItem {
    const { content } = item;
    if (!content.understood || ![item, ...content.records].some(hides)) return item;
    return { ...this.#keyed(item), content: { ...content, records: content.records.map((one) => this.#keyed(one)) } };
  }

  #keyed<Item extends SourceItem | DomainRecord>(one: Item): Item {
    if (!hides(one)) return one;
    const { hidden: _, ...rest } = one;
    return { ...rest, key: storedKey(one, this.#hash), formerKey: one.key } as unknown as Item;
  }

  /** An item without the person. */
  redact(item: SourceItem): SourceItem {
    const { source, key, body, content } = item;
    const ofCaller = content.understood && content.records.some((record) => record.type === 'callData');
    return {
      ...item,
      // The key of a CallData record names its caller.
      key: key === null || !ofCaller ? key : personalId(key, this.#hash),
      body: redactBody(this.redactor, source, body),
      content: this.#redactContent(source, content),
    };
  }

  /** What of a stored delivery changes when its call turns out to be private. */
  redactEvent(row: Pick<SourceEventEntity, 'source' | 'body' | 'address' | 'contentHash'>) {
    if (isPrivateHash(row.contentHash)) return { body: row.body, contentHash: row.contentHash };
    return {
      body: redactBody(this.redactor, row.source, row.body),
      contentHash: this.hashOf(row.source, row.body, row.address),
    };
  }

  /** The hash of a private content; equal for content that differs in its envelope or the order of keys alone. */
  hashOf(source: Source, body: JsonText, address: JsonText | null | undefined): string {
    const content = isReadable(body) ? canonicalJson(body, ENVELOPES[source]) : body;
    return privateHash(`${content}\n${address ?? ''}`, this.#hash);
  }

  #redactContent(source: Source, content: ItemContent): ItemContent {
    if (!content.understood) return content;
    return { ...content, records: content.records.map((record) => redactRecord(this.redactor, source, record)) };
  }

  #setting(source: Source): boolean | undefined {
    return this.#client.privacy.find((said) => said.source === source)?.enabled;
  }
}

function hides<One extends object>(one: One): one is One & Required<EventKey> {
  return 'hidden' in one && one.hidden !== undefined;
}

// A key can be written with escapes, too.
function unescaped(text: string): string {
  return text.replace(ESCAPE, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
