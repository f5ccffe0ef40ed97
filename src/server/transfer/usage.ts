import { parseInstant } from '../../domain/instant.js';
import type { Instant } from '../../domain/source.js';
import { UsageError } from '../usage-error.js';

/** Whose values a file holds. */
export const ImportSource = {
  PARLOA: 'parloa',
  AUDIOCODES: 'audiocodes',
  WHIPPY: 'whippy',
  TALKGRAPH: 'talkgraph',
} as const;
export type ImportSource = (typeof ImportSource)[keyof typeof ImportSource];

/** What is imported and for whom. */
export interface ImportUsage {
  /** Null: stdin. */
  readonly file: string | null;
  readonly clientId: string | null;
  /** Null: each item is recognised by itself. */
  readonly source: ImportSource | null;
}

/** What is exported and where to. */
export interface ExportUsage {
  readonly clientId: string | null;
  readonly since: Instant | null;
  readonly until: Instant | null;
  /** Null: stdout. */
  readonly output: string | null;
}

type Values = Readonly<Partial<Record<'client' | 'source' | 'since' | 'until' | 'output', string>>>;

/** Reads the options of import; throws UsageError. */
export function importUsage({ client, source }: Values, file: string | undefined): ImportUsage {
  if (file === undefined || file === '') throw new UsageError('import needs a file, or - for stdin.');
  const known = Object.values<string>(ImportSource);
  if (source !== undefined && !known.includes(source))
    throw new UsageError(`--source takes one of ${known.join(', ')}.`);
  return {
    file: file === '-' ? null : file,
    clientId: clientIn(client),
    source: (source as ImportSource | undefined) ?? null,
  };
}

/** Reads the options of export; throws UsageError. */
export function exportUsage({ client, since, until, output }: Values): ExportUsage {
  if (output === '') throw new UsageError('--output needs a file.');
  return {
    clientId: clientIn(client),
    since: since === undefined ? null : instantIn('since', since),
    until: until === undefined ? null : instantIn('until', until),
    output: output === undefined || output === '-' ? null : output,
  };
}

function clientIn(client: string | undefined): string | null {
  if (client?.trim() === '') throw new UsageError('--client needs the id of a client.');
  return client ?? null;
}

/** A time that an option takes, or a day, which begins at midnight UTC; throws UsageError. */
export function instantIn(option: string, text: string): Instant {
  const instant = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text, true);
  if (instant === null)
    throw new UsageError(`--${option} takes a time as RFC 3339 has it, such as 2026-01-31T00:00:00Z.`);
  return instant;
}
