import { isJson, parseExact } from '../../domain/json.js';
import { scanValue } from '../../domain/json-scan.js';
import { type JsonText, Source } from '../../domain/source.js';
import { isLongNumber, isObject, mapped, masked } from './json.js';
import type { Redactor } from './redactor.js';

// What of a payload is no person's, by key, or by the key around it and itself. Compared in lower case and without _.
const IDS = words(`transactionid callid conversation conversationid vaigconversationid releaseid instanceid customerid
  versionid agentid llmid organizationid createdbyid sourceid variableid
  conversation.id data.id agentversion.id intent.id intentranking.id
  initialstate.id initialstate.name initialstate.dialogname handledbystate.id handledbystate.name
  handledbystate.dialogname nextstate.id nextstate.name nextstate.dialogname handledby.id handledby.name
  handledby.dialogname to.id to.name to.dialogname intent.name intentranking.name variables.id variables.name
  slots.name agentversion.name`);
const WORDS = words(`apiversion language platform event type kind handled direction deliverystatus status reasoncode
  botoperationresult chatcompletionrating completionrating usersentiment sentiment endedreason translationlanguage
  model postcallanalysismodel initiator mode lifecycle name activities.name timestamp`);
const TIMES = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const CALLERS = words('callerid caller requesterid callernumber ani phone phonenumber participant');
const NUMBERS = words('from to callee');
const OWN_IDS = words('requestid messageid idempotencykey');
const PERSONS = words('usercontextid userid contactid sessionid');

const FROM_IS_A_STATE = words('from.id from.name from.dialogname');

/**
 * A delivered text without the person: what is known to be no person's stays, numbers and ids of callers are hashed,
 * variables lose what is denied, and every other text is masked. Text that cannot be looked through is masked whole.
 */
export function redactBody(redactor: Redactor, source: Source, body: JsonText): JsonText {
  if (!isReadable(body)) return body.startsWith(NOT_JSON) ? body : `${NOT_JSON} ${body.length} characters]`;
  return JSON.stringify(new BodyWalk(redactor, source).at('', '', parseExact(body)));
}

const NOT_JSON = '[redacted:';
/** Objects and arrays inside each other, as many as a setting allows of what is understood. */
const DEEPEST = 1_000;

/** Whether a text can be looked through: it is JSON, and nested no deeper than a call inside a call may go. */
export function isReadable(body: JsonText): boolean {
  return isJson(body) && scanValue(body).depth <= DEEPEST;
}

class BodyWalk {
  constructor(
    private readonly redactor: Redactor,
    private readonly source: Source,
  ) {}

  /** The value that stands under a key; `around` is the key around it. A list's elements stand under the list's key. */
  at(around: string, key: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((element) => this.at(around, key, element));
    if (isObject(value)) return mapped(value, (inner, content) => this.member(key, plain(inner), content, value));
    if (typeof value !== 'string' && !isLongNumber(value)) return value;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const kept = this.kept(`${around}.${key}`, key, text);
    return kept === text ? value : kept;
  }

  private member(around: string, key: string, value: unknown, object: Readonly<Record<string, unknown>>): unknown {
    if (around !== 'variables' || key !== 'value') return this.at(around, key, value);
    const names = [object['id'], object['name']].filter((name) => typeof name === 'string');
    const denied = names.find((name) => this.redactor.isDenied(name)) ?? '';
    return parseExact(this.redactor.value(denied, JSON.stringify(value)) ?? 'null');
  }

  private kept(path: string, key: string, text: string): unknown {
    if (IDS.has(path) || (IDS.has(key) && !path.startsWith('from.'))) return text;
    if (this.source === Source.API && FROM_IS_A_STATE.has(path)) return text;
    if (OWN_IDS.has(key)) return this.redactor.ownId(text);
    if (PERSONS.has(key)) {
      return path === '.sessionid' && this.source === Source.API ? text : this.redactor.person(text);
    }
    if (CALLERS.has(key) || NUMBERS.has(key)) return this.redactor.caller(text);
    if (TIMES.test(text)) return text;
    const isWord = WORDS.has(path) || (WORDS.has(key) && !(key === 'name' && path !== '.name'));
    return isWord ? this.redactor.word(text) : masked(text);
  }
}

function plain(key: string): string {
  return key.toLowerCase().replaceAll('_', '');
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}
