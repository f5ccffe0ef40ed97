import type { JsonText } from './source.js';

/** What a scan saw of one value. */
export interface ScannedValue {
  /** The value's own text, as it stands in the source. */
  readonly text: JsonText;
  /** Objects and arrays inside each other; 0 for a plain value. */
  readonly depth: number;
  /** Its integers of 16 digits and more, which a double may not hold, in their order. */
  readonly wideIntegers: readonly string[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const WIDE = 16;
const NONE: readonly string[] = [];

/** The elements of an array, each as it stands. The text must be valid JSON, an array at the top. */
export function scanElements(text: JsonText): ScannedValue[] {
  const elements: ScannedValue[] = [];
  let at = skipBlank(text, skipBlank(text, 0) + 1);
  while (text[at] !== ']') {
    const element = scanValue(text, at);
    elements.push(element);
    at = skipBlank(text, at + element.text.length);
    if (text.charCodeAt(at) === COMMA) at = skipBlank(text, at + 1);
  }
  return elements;
}

/** The members of an object in their order, keys as JSON strings. The text must be valid JSON, an object at the top. */
export function scanMembers(text: JsonText): { key: JsonText; value: JsonText }[] {
  const members: { key: JsonText; value: JsonText }[] = [];
  let at = skipBlank(text, skipBlank(text, 0) + 1);
  while (text[at] !== '}') {
    const keyEnd = stringEnd(text, at);
    const start = skipBlank(text, skipBlank(text, keyEnd) + 1);
    const value = scanValue(text, start).text;
    members.push({ key: text.slice(at, keyEnd), value });
    at = skipBlank(text, start + value.length);
    if (text.charCodeAt(at) === COMMA) at = skipBlank(text, at + 1);
  }
  return members;
}

/** The value that begins at `start`. The text must be valid JSON: nothing is checked here, for speed. */
export function scanValue(text: JsonText, start = skipBlank(text, 0)): ScannedValue {
  let at = start;
  let open = 0;
  let depth = 0;
  let wide: string[] | undefined;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === COMMA || code === COLON) {
      at++;
      continue;
    }
    if (code === QUOTE) {
      at = stringEnd(text, at);
    } else if (isDigit(code) || code === MINUS) {
      const end = numberEnd(text, at);
      if (end - at >= WIDE && isInteger(text, at, end)) {
        wide ??= [];
        wide.push(text.slice(at, end));
      }
      at = end;
    } else if (code === 0x7b || code === 0x5b) {
      if (++open > depth) depth = open;
      at++;
      continue;
    } else if (code === 0x7d || code === 0x5d) {
      open--;
      at++;
    } else {
      at += code === 0x66 ? 5 : 4; // false, true, null
    }
    if (open === 0) break;
  }
  return { text: text.slice(start, at), depth, wideIntegers: wide ?? NONE };
}

function stringEnd(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (text.charCodeAt(at - 1) === BACKSLASH && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}

// A quote is text where an odd number of backslashes stands before it.
function isEscaped(text: string, quote: number): boolean {
  let at = quote - 1;
  while (text.charCodeAt(at) === BACKSLASH) at--;
  return (quote - at) % 2 === 0;
}

function numberEnd(text: string, start: number): number {
  let at = start + 1;
  // Digits, and + - . e E, of which valid JSON has none elsewhere after a number.
  for (let code = text.charCodeAt(at); isDigit(code) || isNumberSign(code); code = text.charCodeAt(at)) at++;
  return at;
}

function isInteger(text: string, start: number, end: number): boolean {
  const digits = text.charCodeAt(start) === MINUS ? start + 1 : start;
  if (end - digits < WIDE) return false;
  for (let at = digits; at < end; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isNumberSign(code: number): boolean {
  return code === 0x2e || code === 0x65 || code === 0x45 || code === MINUS || code === 0x2b;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); isBlank(code); code = text.charCodeAt(at)) at++;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
