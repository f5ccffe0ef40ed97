/** A value cut out of a stream of JSON, or what stood where none could be cut out. */
export interface CutValue {
  /** The line on which it begins, counted from 1. */
  readonly line: number;
  /** Its bytes as they came; null where they were more than allowed and are not kept. */
  readonly bytes: Buffer | null;
  /** Whether it ends where it should; what is between its ends is not checked. */
  readonly whole: boolean;
}

const Place = { BETWEEN: 0, STRUCTURE: 1, STRING: 2, WORD: 3, LOST: 4 } as const;
type Place = (typeof Place)[keyof typeof Place];

const NEWLINE = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const DEEPEST = 10_000;

/**
 * Cuts the values out of NDJSON, of values that merely follow each other, and of arrays, whose elements it gives one by
 * one. It holds one value at the most. Where a value is broken it goes on with the next one: a line that ends within a
 * string and an object that begins where none may stand are seen at once.
 */
export class JsonValueCutter {
  readonly #mostBytes: number;
  readonly #cut: CutValue[] = [];
  #place: Place = Place.BETWEEN;
  #inArray = false;
  #line = 1;
  #offset = 0;
  #escaped = false;
  /** What is open, innermost last. */
  #open: number[] = [];
  /** The last byte outside of strings that is no white space. */
  #before = 0;
  #beginLine = 1;
  #pieces: Buffer[] = [];
  #size = 0;
  /** Where the value begins in the chunk at hand; -1 for none. */
  #begin = -1;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** The values that end in this chunk. */
  push(chunk: Buffer): CutValue[] {
    if (this.#isOpen()) this.#begin = 0;
    for (let at = 0; at < chunk.length; at++) this.#step(chunk, at, chunk[at] as number);
    this.#offset += chunk.length;
    if (this.#begin >= 0) this.#keep(chunk.subarray(this.#begin));
    this.#begin = -1;
    return this.#cut.splice(0);
  }

  /** What still stands when the stream has ended. */
  end(): CutValue[] {
    if (this.#isOpen()) this.#give(Buffer.alloc(0), this.#place === Place.WORD);
    return this.#cut.splice(0);
  }

  #isOpen(): boolean {
    return this.#place === Place.STRUCTURE || this.#place === Place.STRING || this.#place === Place.WORD;
  }

  #step(chunk: Buffer, at: number, byte: number): void {
    if (this.#place === Place.STRING) this.#inString(chunk, at, byte);
    else if (this.#place === Place.STRUCTURE) this.#inStructure(chunk, at, byte);
    else if (this.#place === Place.BETWEEN) this.#between(at, byte);
    else if (this.#place === Place.WORD) this.#inWord(chunk, at, byte);
    else if (byte === NEWLINE) this.#newLine(Place.BETWEEN);
  }

  #inString(chunk: Buffer, at: number, byte: number): void {
    if (byte === NEWLINE) {
      this.#give(chunk.subarray(this.#begin, at), false);
      this.#newLine(Place.BETWEEN);
    } else if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#before = QUOTE;
      this.#place = Place.STRUCTURE;
      if (this.#open.length === 0) this.#give(chunk.subarray(this.#begin, at + 1), true);
    }
  }

  #inStructure(chunk: Buffer, at: number, byte: number): void {
    if (byte === QUOTE) this.#place = Place.STRING;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#openInner(chunk, at, byte);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#close(chunk, at, byte);
    else if (byte === NEWLINE) this.#line++;
    else if (byte > SPACE) this.#before = byte;
  }

  #openInner(chunk: Buffer, at: number, byte: number): void {
    const inObject = this.#open.at(-1) === OPEN_OBJECT;
    const before = this.#before;
    if (this.#open.length >= DEEPEST) this.#lose(chunk, at);
    else if (inObject ? before === COLON : before === OPEN_LIST || before === COMMA) {
      this.#open.push(byte);
      this.#before = byte;
    } else {
      this.#give(chunk.subarray(this.#begin, at), false);
      this.#between(at, byte);
    }
  }

  #close(chunk: Buffer, at: number, byte: number): void {
    const opened = this.#open.pop();
    this.#before = byte;
    if (opened !== (byte === CLOSE_OBJECT ? OPEN_OBJECT : OPEN_LIST)) this.#lose(chunk, at);
    else if (this.#open.length === 0) this.#give(chunk.subarray(this.#begin, at + 1), true);
  }

  #between(at: number, byte: number): void {
    if (byte === NEWLINE) this.#line++;
    if (byte <= SPACE || (this.#inArray && byte === COMMA)) return;
    if (this.#offset + at < BYTE_ORDER_MARK.length && byte === BYTE_ORDER_MARK[this.#offset + at]) return;
    if (byte === OPEN_LIST && !this.#inArray) this.#inArray = true;
    else if (byte === CLOSE_LIST && this.#inArray) this.#inArray = false;
    else this.#start(at, byte);
  }

  #start(at: number, byte: number): void {
    this.#begin = at;
    this.#beginLine = this.#line;
    this.#escaped = false;
    this.#before = byte;
    if (byte === QUOTE) this.#place = Place.STRING;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      this.#place = Place.STRUCTURE;
      this.#open.push(byte);
    } else this.#place = Place.WORD;
  }

  #inWord(chunk: Buffer, at: number, byte: number): void {
    const ends = byte <= SPACE || (this.#inArray && (byte === COMMA || byte === CLOSE_LIST));
    if (!ends) return;
    this.#give(chunk.subarray(this.#begin, at), true);
    this.#between(at, byte);
  }

  /** Gives what there is of a broken value, and looks for the next one on the next line. */
  #lose(chunk: Buffer, at: number): void {
    this.#give(chunk.subarray(this.#begin, at + 1), false);
    this.#place = Place.LOST;
  }

  #newLine(place: Place): void {
    this.#line++;
    this.#place = place;
  }

  #keep(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#size > this.#mostBytes) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #give(last: Buffer, whole: boolean): void {
    this.#keep(last);
    const bytes = this.#size > this.#mostBytes ? null : Buffer.concat(this.#pieces);
    this.#cut.push({ line: this.#beginLine, bytes, whole });
    this.#pieces = [];
    this.#size = 0;
    this.#begin = -1;
    this.#open = [];
    this.#place = Place.BETWEEN;
  }
}

/** The values of a stream of bytes, as they end. */
export async function* valuesOf(chunks: AsyncIterable<Buffer>, mostBytes: number): AsyncGenerator<CutValue> {
  const cutter = new JsonValueCutter(mostBytes);
  for await (const chunk of chunks) yield* cutter.push(chunk);
  yield* cutter.end();
}
