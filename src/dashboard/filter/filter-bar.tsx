import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import type { Channel } from '../generated/enums';
import { FilterChoicesDocument } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { useTerms } from '../language/terms';
import { type ChosenFilter, choose } from './call-filter';
import { type Period, PRESETS, periodText, USUAL_PRESET } from './period';
import { filterTexts } from './text';
import { addDays, dayAt } from './zoned-day';
import './filter-bar.css';

const CHANNELS: readonly Channel[] = ['PHONE', 'CHAT', 'SMS', 'OTHER'];

interface FilterBarProps {
  readonly chosen: ChosenFilter;
  /** What a page adds to the bar. */
  readonly children?: ReactNode;
}

/** Which calls a page is about: time, release, language and channel. */
export function FilterBar({ chosen, children }: FilterBarProps) {
  const text = useTexts(filterTexts);
  const terms = useTerms();
  const [{ data }] = useQuery({ query: FilterChoicesDocument });
  const channels = CHANNELS.map((channel) => ({ value: channel, label: terms.channel[channel] }));
  return (
    <form className="filter-bar" aria-label={text.filters} onSubmit={(event) => event.preventDefault()}>
      <PeriodChoice period={chosen.period} />
      <Choice
        name="release"
        label={text.release}
        every={text.everyRelease}
        value={chosen.releaseId}
        options={optionsOf(data?.releases, chosen.releaseId)}
      />
      <Choice
        name="language"
        label={text.language}
        every={text.everyLanguage}
        value={chosen.language}
        options={optionsOf(data?.languages, chosen.language)}
      />
      <Choice name="channel" label={text.channel} every={text.everyChannel} value={chosen.channel} options={channels} />
      {children}
    </form>
  );
}

function PeriodChoice({ period }: { readonly period: Period }) {
  const text = useTexts(filterTexts);
  const { timeZone } = useFormat();
  const today = dayAt(new Date(), timeZone);
  const pick = (value: string) => {
    if (value !== 'between') return choose({ period: value === USUAL_PRESET ? '' : value });
    choose({ period: periodText({ kind: 'between', from: addDays(today, -6), to: today }) });
  };
  return (
    <>
      <label className="filter-choice">
        <span>{text.period}</span>
        <select
          value={period.kind === 'between' ? 'between' : periodText(period)}
          onChange={(event) => pick(event.currentTarget.value)}
        >
          {PRESETS.map((preset) => (
            <option key={preset} value={preset}>
              {text[preset]}
            </option>
          ))}
          <option value="between">{text.between}</option>
        </select>
      </label>
      {period.kind === 'between' && <Days from={period.from} to={period.to} />}
    </>
  );
}

function Days({ from, to }: { readonly from: string; readonly to: string }) {
  const text = useTexts(filterTexts);
  const pick = (changed: { from?: string; to?: string }) => {
    const days = { from, to, ...changed };
    // A cleared field is left as it was until there is a day in it.
    if (days.from === '' || days.to === '') return;
    if (days.from > days.to) days[changed.from === undefined ? 'from' : 'to'] = changed.from ?? changed.to ?? from;
    choose({ period: periodText({ kind: 'between', ...days }) });
  };
  return (
    <>
      <label className="filter-choice">
        <span>{text.from}</span>
        <input type="date" value={from} onChange={(event) => pick({ from: event.currentTarget.value })} />
      </label>
      <label className="filter-choice">
        <span>{text.to}</span>
        <input type="date" value={to} onChange={(event) => pick({ to: event.currentTarget.value })} />
      </label>
    </>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  /** The words for no choice at all. */
  readonly every: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function Choice({ name, label, every, value, options }: ChoiceProps) {
  return (
    <label className="filter-choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => choose({ [name]: event.currentTarget.value })}>
        <option value="">{every}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

// The busiest first; what the address says is an option, also where no call has it any more.
function optionsOf(buckets: readonly { key: string | null; calls: number }[] | undefined, chosen: string) {
  const known = [...(buckets ?? [])].sort((one, other) => other.calls - one.calls).flatMap(({ key }) => key ?? []);
  const keys = chosen === '' || known.includes(chosen) ? known : [chosen, ...known];
  return keys.map((key) => ({ value: key, label: key }));
}
