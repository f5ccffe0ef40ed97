/** A parameter that is given more than once: whoever asks so does not know what they want. */
export const REPEATED = Symbol('repeated');

/** A parameter of a query, its name in any case; undefined where it is absent. */
export function parameterOrRepeated(query: unknown, name: string): string | typeof REPEATED | undefined {
  const wanted = name.toLowerCase();
  let found: string | undefined;
  for (const [key, value] of Object.entries(query as Record<string, unknown>)) {
    if (key.toLowerCase() !== wanted) continue;
    if (found !== undefined || typeof value !== 'string') return REPEATED;
    found = value;
  }
  return found;
}

/** A parameter that must be given once; undefined otherwise. */
export function parameter(query: unknown, name: string): string | undefined {
  const value = parameterOrRepeated(query, name);
  return value === REPEATED ? undefined : value;
}
