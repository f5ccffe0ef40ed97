import { useMemo } from 'react';
import type { Channel } from '../generated/enums';
import type { CallFilter } from '../generated/graphql';
import { useFormat } from '../language/format';
import { navigate, useSearch } from '../route/route';
import { type Period, parsePeriod, rangeOf } from './period';
import { dayAt } from './zoned-day';

const CHANNELS: readonly string[] = ['PHONE', 'CHAT', 'SMS', 'OTHER'] satisfies Channel[];

/** What the bar of filters holds: it stands in the address, so that a view can be shared. */
export interface ChosenFilter {
  readonly period: Period;
  readonly releaseId: string;
  readonly language: string;
  readonly channel: string;
  /** The same as the gateway is asked; equal as long as nothing is chosen and no day ends. */
  readonly filter: CallFilter;
}

/** Reads the filters of the address. */
export function useCallFilter(): ChosenFilter {
  const search = useSearch();
  const { timeZone } = useFormat();
  const today = dayAt(new Date(), timeZone);
  const period = search.get('period');
  const [releaseId, language] = [search.get('release') ?? '', search.get('language') ?? ''];
  const channel = CHANNELS.find((known) => known === search.get('channel')) ?? '';
  return useMemo(() => {
    const parsed = parsePeriod(period);
    // Noon of today stands for now: within a day the same question is asked.
    const startedAt = rangeOf(parsed, new Date(`${today}T12:00:00Z`), timeZone);
    const filter: CallFilter = {
      ...(startedAt && { startedAt }),
      ...(releaseId !== '' && { releaseId: [releaseId] }),
      ...(language !== '' && { language: [language] }),
      ...(channel !== '' && { channel: [channel as Channel] }),
    };
    return { period: parsed, releaseId, language, channel, filter };
  }, [period, releaseId, language, channel, today, timeZone]);
}

/** Writes parameters of the address; an empty value takes one away. */
export function choose(parameters: Readonly<Record<string, string>>): void {
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === '') search.delete(name);
    else search.set(name, value);
  }
  navigate(search.size === 0 ? location.pathname : `${location.pathname}?${search}`, { replace: true });
}
