import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Language, useLanguage } from './language';

/** Writes values as people read them, in the page's language and the client's time zone. */
export interface Format {
  readonly timeZone: string;
  /** `14:03:27` */
  readonly time: (at: string | number) => string;
  /** `14:03` */
  readonly minute: (at: string | number) => string;
  /** `25 Nov 2026, 14:03:27` */
  readonly dateTime: (at: string | number) => string;
  /** `25 Nov 2026` */
  readonly day: (at: string | number) => string;
  /** Milliseconds as `850 ms`, `12.3 s`, `4:05 min` or `1:02:09 h`. */
  readonly duration: (ms: number) => string;
  /** Milliseconds as a clock, `4:05` or `1:02:09`: for what counts up. */
  readonly clock: (ms: number) => string;
  readonly number: (value: number) => string;
  /** 0.123 as `12.3 %`; a dash where there is nothing to divide by. */
  readonly percent: (value: number | null | undefined) => string;
}

const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };
const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

const ZoneContext = createContext('UTC');

/** Times below are shown in this zone. */
export function ZoneProvider({ timeZone, children }: { readonly timeZone: string; readonly children: ReactNode }) {
  return <ZoneContext value={timeZone}>{children}</ZoneContext>;
}

export function useFormat(): Format {
  const timeZone = useContext(ZoneContext);
  const { language } = useLanguage();
  return useMemo(() => createFormat(LOCALES[language], timeZone), [language, timeZone]);
}

function createFormat(locale: string, timeZone: string): Format {
  const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const toMinute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const instants = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    return (at: string | number) => format.format(new Date(at));
  };
  const number = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    timeZone,
    time: instants({ ...toMinute, second: '2-digit' }),
    minute: instants(toMinute),
    dateTime: instants({ ...date, ...toMinute, second: '2-digit' }),
    day: instants(date),
    duration(ms) {
      if (ms < SECOND) return `${Math.round(ms)} ms`;
      if (ms < MINUTE) return `${tenths.format(ms / SECOND)} s`;
      return `${clock(ms)} ${ms < HOUR ? 'min' : 'h'}`;
    },
    clock,
    number: (value) => number.format(value),
    percent: (value) => (value === null || value === undefined ? '–' : percent.format(value)),
  };
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
