import { matchKey } from '../../domain/caller.js';
import { withoutPersonal } from '../../domain/personal-text.js';
import { isDenied, isPseudonym, isWord, MASK, ownId, personalId, pseudonymOf } from '../../domain/privacy.js';
import type { JsonText } from '../../domain/source.js';
import type { Variable } from '../../domain/variable.js';
import { maskValues, valuesWithout } from './json.js';

/** By what a person is taken out of records, rows and texts of one client. */
export interface RedactionRules {
  /** ISO 3166-1 alpha-2, for local numbers. */
  readonly country: string;
  /** The client's own names of variables that are denied, beside the usual ones. */
  readonly deniedNames: readonly string[];
  /** The client's keyed hash. */
  readonly hash: (text: string) => string;
}

/**
 * Takes a person out of single values. What is done twice is as done once, nothing said stays nothing said, and values
 * that merge alike before it merge alike after it: so records on their way in, and rows that stand, end the same.
 */
export class Redactor {
  constructor(readonly rules: RedactionRules) {}

  /** Free text: what a person said, or what was said to them. */
  speech(text: string | null): string | null {
    return text === null || text === '' ? text : MASK;
  }

  /** A caller's number or user id. One that was withheld is nobody's. */
  caller(raw: string | null): string | null {
    if (raw === null || WITHHELD.test(raw.trim())) return raw;
    return pseudonymOf(matchKey(raw, this.rules.country), this.rules.hash);
  }

  /** An identifier of the person, not of the call. */
  person(id: string | null): string | null {
    return id === null || id === '' ? id : personalId(id, this.rules.hash);
  }

  /** A source's own word. What could be anything else is masked. */
  word(text: string | null): string | null {
    return text === null || isWord(text) || isPseudonym(text) ? text : this.speech(text);
  }

  /** An identifier of the source's own. What could be anybody's words or number is replaced. */
  ownId(id: string): string {
    return ownId(id, this.rules.hash);
  }

  /** Data of unknown shape: its texts are masked, and what could be a number of somebody. */
  data(json: JsonText | null): JsonText | null {
    return json === null ? null : maskValues(json);
  }

  /** A value that the bot kept: what the name denies is masked, and what is found in it. */
  value(name: string, json: JsonText | null): JsonText | null {
    if (json === null) return null;
    if (this.isDenied(name)) return json === 'null' ? json : JSON.stringify(MASK);
    return valuesWithout(json, {
      isDenied: (inner) => this.isDenied(inner),
      clean: (text) => withoutPersonal(text, this.rules.country),
    });
  }

  variables(variables: readonly Variable[]): readonly Variable[] {
    return variables.map((variable) => {
      const denied = [variable.id, variable.name ?? ''].find((name) => this.isDenied(name));
      return { ...variable, value: this.value(denied ?? variable.id, variable.value) };
    });
  }

  isDenied(name: string): boolean {
    return isDenied(name, this.rules.deniedNames);
  }
}

const WITHHELD = /^(?:|anonymous|restricted|unavailable|unknown|private|withheld|blocked)$/i;
