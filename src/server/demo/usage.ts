import { UsageError } from '../usage-error.js';
import type { Language } from './talk.js';

/** What the demo sends and where to. */
export interface DemoUsage {
  readonly callsPerMinute: number;
  /** Null: another one each time. */
  readonly seed: number | null;
  readonly languages: readonly Language[];
  /** Null: this machine, at the port of the settings. */
  readonly url: string | null;
  /** Null: the key of the settings. */
  readonly key: string | null;
  /** Null: until it is stopped. */
  readonly durationSeconds: number | null;
}

type Values = Readonly<Partial<Record<'rate' | 'seed' | 'language' | 'url' | 'key' | 'duration', string>>>;

const USUAL_RATE = 20;
const HIGHEST_RATE = 6_000;
const LONGEST_SECONDS = 31_536_000;
const LANGUAGES: Readonly<Record<string, readonly Language[]>> = { de: ['de'], en: ['en'], both: ['de', 'en'] };

/** Reads the options of demo; throws UsageError. */
export function demoUsage(values: Values): DemoUsage {
  const { language = 'both', url = null, key = null } = values;
  const languages = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  if (languages === undefined) throw new UsageError('--language takes de, en or both.');
  if (url !== null && !/^https?:\/\/./.test(URL.canParse(url) ? url : '')) {
    throw new UsageError('--url takes an address such as http://127.0.0.1:4000.');
  }
  return {
    callsPerMinute: numberIn('rate', values.rate, 0.1, HIGHEST_RATE) ?? USUAL_RATE,
    seed: numberIn('seed', values.seed, 0, 0xffff_ffff, true),
    languages,
    url: url?.replace(/\/+$/, '') ?? null,
    key,
    durationSeconds: numberIn('duration', values.duration, 0.1, LONGEST_SECONDS),
  };
}

function numberIn(option: string, text: string | undefined, least: number, most: number, whole = false): number | null {
  if (text === undefined) return null;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(`--${option} takes a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
}
