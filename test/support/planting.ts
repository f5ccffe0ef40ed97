/** A value with one text or one key of it replaced by a canary. */
export interface Planted {
  readonly value: unknown;
  /** Where it stands: `request.callMeta.callId`, a list's elements under `[]`, a key in braces. */
  readonly place: string;
  /** A part of the canary that stands nowhere else, whatever becomes of the rest. */
  readonly token: string;
}

/** A text that is looked for, and the part of it that stands nowhere else. */
export interface Canary {
  readonly text: string;
  readonly token: string;
}

/** Makes canaries of one kind, by a number of at most five digits. */
export type Canaries = (count: number) => Canary;

/** Free text, as anybody writes it. */
export const SENTENCES: Canaries = (count) => {
  const token = `kanarie${String(count).padStart(5, '0')}`;
  return { text: `Frau ${token} singt`, token };
};

/** A word that a machine could have written, and that is somebody's number. */
export const ADDRESSES: Canaries = (count) => {
  const token = `4930555${String(count).padStart(5, '0')}`;
  return { text: `tel:${token}`, token };
};

/** The tokens in a text, in whatever case. */
export function tokensIn(text: string): ReadonlySet<string> {
  return new Set([...text.toLowerCase().matchAll(/kanarie\d{5}|4930555\d{5}/g)].map(([token]) => token));
}

type Path = readonly (string | number)[];
interface Place {
  readonly path: Path;
  readonly isKey: boolean;
}

/** Where a value holds texts and keys. */
export function placesIn(value: unknown): readonly string[] {
  return found(value, []).map(nameOf);
}

/** The value with a canary in one of its places. */
export function planted(value: unknown, index: number, { text, token }: Canary): Planted {
  const place = found(value, [])[index];
  if (place === undefined) throw new Error('There is no such place.');
  return { value: replaced(value, place.path, place.isKey, text), place: nameOf(place), token };
}

function found(value: unknown, path: Path): Place[] {
  if (typeof value === 'string') return [{ path, isKey: false }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((inner, index) => found(inner, [...path, index]));
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = [...path, key];
    return [{ path: own, isKey: true }, ...found(inner, own)];
  });
}

function nameOf({ path, isKey }: Place): string {
  const steps = path.map((step) => (typeof step === 'number' ? '[]' : step));
  return isKey ? `${steps.slice(0, -1).join('.')}{${steps.at(-1)}}` : steps.join('.');
}

function replaced(value: unknown, [step, ...rest]: Path, isKey: boolean, text: string): unknown {
  if (step === undefined) return text;
  const inside = (inner: unknown) => replaced(inner, rest, isKey, text);
  if (Array.isArray(value)) return value.map((inner, index) => (index === step ? inside(inner) : inner));
  const entries = Object.entries(value as object).map(([key, inner]) => {
    if (key !== step) return [key, inner];
    return isKey && rest.length === 0 ? [text, inner] : [key, inside(inner)];
  });
  return Object.fromEntries(entries);
}
