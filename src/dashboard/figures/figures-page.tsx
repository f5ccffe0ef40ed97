import { useQuery } from 'urql';
import { Command, Empty } from '../elements/empty';
import { Failure } from '../elements/failure';
import { Panel } from '../elements/panel';
import { type ChosenFilter, choose, useCallFilter } from '../filter/call-filter';
import { FilterBar } from '../filter/filter-bar';
import { type Period, rangeOf } from '../filter/period';
import type { MetricInterval } from '../generated/enums';
import { type BucketFragment, FiguresBeforeDocument, FiguresOverTimeDocument } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { useSearch } from '../route/route';
import { ByDimension } from './by-dimension';
import { COMPARISONS, type Comparison, comparedPeriod } from './compared';
import { HangupStates } from './hangup-states';
import { HeadlineFigures } from './headline-figures';
import { IntentFigures } from './intent-figures';
import { OverTime } from './over-time';
import { figuresTexts } from './text';
import './figures.css';

/** The figures that people steer a bot by, with what each of them means. */
export function FiguresPage() {
  const text = useTexts(figuresTexts);
  const { timeZone } = useFormat();
  const chosen = useCallFilter();
  const interval = intervalOf(chosen.period);
  const [{ data: answer, error }, ask] = useQuery({
    query: FiguresOverTimeDocument,
    variables: { filter: chosen.filter, interval, timeZone },
  });
  const data = error === undefined ? answer : undefined;
  const before = useBefore(chosen);
  const [whole] = data?.whole ?? [];
  const none = data !== undefined && (whole === undefined || whole.calls + whole.open === 0);
  return (
    <div className="figures">
      <h1 className="unseen">{text.title}</h1>
      <FilterBar chosen={chosen}>
        <CompareChoice />
      </FilterBar>
      {error !== undefined && <Failure error={error} retry={ask} />}
      {data === undefined && error === undefined && <p className="waiting">{text.waiting}</p>}
      {none && <NoFigures />}
      {data !== undefined && !none && (
        <>
          <HeadlineFigures now={whole} before={before} />
          <OverTime buckets={data.overTime} interval={interval} />
          <ByDimension filter={chosen.filter} />
          <HangupStates filter={chosen.filter} />
          <IntentFigures filter={chosen.filter} />
        </>
      )}
    </div>
  );
}

const WEEKS_FROM_DAYS = 120;

/** Hours of a day, days of some months, weeks of more. */
function intervalOf(period: Period): MetricInterval {
  if (period.kind === 'all') return 'WEEK';
  const days =
    period.kind === 'days' ? period.days : (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000 + 1;
  if (days <= 1) return 'HOUR';
  return days <= WEEKS_FROM_DAYS ? 'DAY' : 'WEEK';
}

function useComparison(): Comparison {
  const wanted = useSearch().get('compare');
  return COMPARISONS.find((known) => known === wanted) ?? 'none';
}

/** The figures of the period that is compared with; undefined for none. */
function useBefore({ period, filter }: ChosenFilter): BucketFragment | undefined {
  const { timeZone } = useFormat();
  const now = new Date();
  const compared = comparedPeriod(period, useComparison(), now, timeZone);
  const startedAt = compared === null ? undefined : rangeOf(compared, now, timeZone);
  const [{ data }] = useQuery({
    query: FiguresBeforeDocument,
    variables: { filter: { ...filter, startedAt } },
    pause: compared === null,
  });
  return compared === null ? undefined : data?.whole[0];
}

function CompareChoice() {
  const text = useTexts(figuresTexts);
  return (
    <label className="filter-choice">
      <span>{text.compare}</span>
      <select value={useComparison()} onChange={(event) => choose({ compare: event.currentTarget.value })}>
        {COMPARISONS.map((comparison) => (
          <option key={comparison} value={comparison}>
            {text[comparison]}
          </option>
        ))}
      </select>
    </label>
  );
}

function NoFigures() {
  const text = useTexts(figuresTexts);
  return (
    <Panel title={text.chosen}>
      <Empty title={text.nothing}>
        <p>{text.nothingHint}</p>
        <Command>npx talkgraph demo --key KEY</Command>
        <button type="button" className="primary" onClick={() => choose({ period: 'all' })}>
          {text.allTime}
        </button>
      </Empty>
    </Panel>
  );
}
