import { UsageError } from '../usage-error.js';

/** Who is erased, and whether it is only counted. */
export interface EraseUsage {
  readonly clientId: string | null;
  /** Null: stdin. */
  readonly caller: string | null;
  readonly countryCode: string | null;
  readonly dryRun: boolean;
}

/** Whether what has expired is only counted. */
export interface RetentionUsage {
  readonly dryRun: boolean;
}

interface Values {
  readonly client?: string;
  readonly country?: string;
  readonly 'dry-run'?: boolean;
}

/** Reads the options of erase; throws UsageError. */
export function eraseUsage(values: Values, caller: string | undefined): EraseUsage {
  if (caller === undefined || caller === '') throw new UsageError('erase needs a number, or - to read it from stdin.');
  if (values.client?.trim() === '') throw new UsageError('--client needs the id of a client.');
  return {
    clientId: values.client ?? null,
    caller: caller === '-' ? null : caller,
    countryCode: values.country ?? null,
    dryRun: values['dry-run'] === true,
  };
}

/** Reads the options of retention. */
export function retentionUsage(values: Values): RetentionUsage {
  return { dryRun: values['dry-run'] === true };
}
