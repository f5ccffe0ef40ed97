import type { Instant } from '../domain/source.js';

/** The languages of labels and times. */
export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What people read beside the values. */
export interface Labels {
  readonly title: string;
  readonly caller: string;
  readonly timestamp: string;
  readonly content: string;
  readonly callId: string;
  readonly conversationId: string;
}

/** One table for all formats that have labels. */
export const LABELS: Readonly<Record<Language, Labels>> = {
  de: {
    title: 'Botgespräch vom',
    caller: 'Telefonnummer',
    timestamp: 'Datum',
    content: 'Inhalt',
    callId: 'Anruf-ID',
    conversationId: 'Parloa-ID',
  },
  en: {
    title: 'Bot conversation from',
    caller: 'Phone number',
    timestamp: 'Date',
    content: 'Content',
    callId: 'Call ID',
    conversationId: 'Parloa-ID',
  },
};

/** A point in time as people read it: `27.02.2024 13:16:23` in their zone, or in English the instant itself. */
export function timeFor(language: Language, instant: Instant, timeZone: string): string {
  if (language === 'en') return new Date(instant).toISOString();
  const parts = clockOf(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('day')}.${part('month')}.${part('year')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

// Making one takes longer than all the rest of an answer; there are a few hundred zones at the most.
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    const two = '2-digit';
    const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const;
    clock = new Intl.DateTimeFormat('de-DE', { ...parts, hourCycle: 'h23', timeZone });
    clocks.set(timeZone, clock);
  }
  return clock;
}
