import { badInput } from '../../domain/errors.js';
import { parseInstant } from '../../domain/instant.js';
import { scanMembers } from '../../domain/json-scan.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { demand, idProblem, nameProblem } from './checks.js';

const TIME = 'Must be a time as RFC 3339 has it.';

/**
 * A JSON object that was given as one value, read field by field. A field may have several spellings, of which the
 * first one that says something counts; null and the empty string say nothing. Throws BAD_USER_INPUT with the path.
 */
export class GivenObject {
  readonly #members: ReadonlyMap<string, JsonText>;

  constructor(
    readonly text: JsonText,
    private readonly path: readonly string[],
  ) {
    if (!text.startsWith('{')) throw badInput('Must be a JSON object.', ...path);
    this.#members = new Map(scanMembers(text).map(({ key, value }) => [JSON.parse(key) as string, value]));
  }

  /** Text; null where it is not said. */
  string(...spellings: string[]): string | null {
    const name = this.#said(spellings);
    return name === null ? null : this.#string(name);
  }

  /** A name or a source's own word, which is short; null where it is not said. */
  name(...spellings: string[]): string | null {
    const name = this.#said(spellings);
    if (name === null) return null;
    const value = this.#string(name);
    demand(nameProblem(value, ...this.path, name));
    return value;
  }

  /** A source's own identifier, a string or a number with all its digits; null where it is not said. */
  identifier(...spellings: string[]): string | null {
    const name = this.#said(spellings);
    const text = name === null ? undefined : this.#members.get(name);
    if (name === null || text === undefined || !/^-?\d/.test(text)) return this.name(...spellings);
    demand(nameProblem(text, ...this.path, name));
    return text;
  }

  /** An identifier, which must be said. */
  id(...spellings: [string, ...string[]]): string {
    const name = this.#said(spellings) ?? spellings[0];
    const value = this.#members.has(name) ? this.#string(name) : '';
    demand(idProblem(value, ...this.path, name));
    return value;
  }

  /** A point in time, without an offset in UTC; null where it is not said. */
  instant(...spellings: string[]): Instant | null {
    const name = this.#said(spellings);
    if (name === null) return null;
    const instant = parseInstant(this.#string(name), true);
    if (instant === null) throw badInput(TIME, ...this.path, name);
    return instant;
  }

  /** A point in time, which must be said. */
  requiredInstant(...spellings: [string, ...string[]]): Instant {
    const instant = this.instant(...spellings);
    if (instant === null) throw badInput(TIME, ...this.path, spellings[0]);
    return instant;
  }

  /** One of some words, in any case. */
  word<Word extends string>(name: string, words: Readonly<Record<Word, Word>>): Word {
    const value = this.string(name)?.toUpperCase() ?? '';
    if (!Object.hasOwn(words, value))
      throw badInput(`Must be one of ${Object.keys(words).join(', ')}.`, ...this.path, name);
    return value as Word;
  }

  /** Any value as it stands; null where it is not said. */
  json(...spellings: string[]): JsonText | null {
    const name = this.#said(spellings);
    return name === null ? null : (this.#members.get(name) ?? null);
  }

  #said(spellings: readonly string[]): string | null {
    const says = (name: string) => !['null', '""', undefined].includes(this.#members.get(name));
    return spellings.find(says) ?? null;
  }

  #string(name: string): string {
    const value: unknown = JSON.parse(this.#members.get(name) ?? 'null');
    if (value === null) return '';
    if (typeof value !== 'string') throw badInput('Must be a string.', ...this.path, name);
    return value;
  }
}
