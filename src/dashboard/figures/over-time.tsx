import { useMemo } from 'react';
import { type ChartSeries, TimeChart } from '../chart/chart';
import { choose } from '../filter/call-filter';
import type { MetricInterval } from '../generated/enums';
import type { BucketFragment } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { useSearch } from '../route/route';
import { FIGURES, type Figure, figureValue, writeFigure } from './figure';
import { type Column, FigureTable } from './figure-table';
import { figuresTexts } from './text';

interface OverTimeProps {
  readonly buckets: readonly BucketFragment[];
  readonly interval: MetricInterval;
}

/** One figure, interval by interval, as a picture; all of them as rows. */
export function OverTime({ buckets, interval }: OverTimeProps) {
  const text = useTexts(figuresTexts);
  const format = useFormat();
  const wanted = useSearch().get('figure');
  const figure: Figure = FIGURES.find((known) => known === wanted) ?? 'containment';
  const known = useMemo(() => buckets.filter(({ start }) => start !== null), [buckets]);
  const times = useMemo(() => known.map(({ start }) => Date.parse(start ?? '')), [known]);
  const series = useMemo<ChartSeries[]>(() => {
    const values = known.map((bucket) => figureValue(bucket, figure));
    return [{ label: text[figure], colour: '--accent', kind: figure === 'calls' ? 'bars' : 'line', values }];
  }, [known, figure, text]);
  const at = interval === 'HOUR' ? format.minute : format.day;
  return (
    <FigureTable
      title={text.overTime}
      file="talkgraph-over-time"
      columns={[
        { title: text.start, cell: ({ start }) => at(start ?? 0), value: ({ start }) => start, words: true },
        ...useFigureColumns(),
      ]}
      rows={known}
      keyOf={({ start }) => start ?? ''}
      aside={
        <select
          aria-label={text.figure}
          value={figure}
          onChange={(event) => choose({ figure: event.currentTarget.value })}
        >
          {FIGURES.map((one) => (
            <option key={one} value={one}>
              {text[one]}
            </option>
          ))}
        </select>
      }
    >
      <div className="figures-chart">
        <TimeChart
          label={text[figure]}
          times={times}
          series={series}
          value={(value) => writeFigure(value, figure, format)}
          time={at}
        />
      </div>
    </FigureTable>
  );
}

/** A column for each figure. */
export function useFigureColumns(): Column<BucketFragment>[] {
  const text = useTexts(figuresTexts);
  const format = useFormat();
  return FIGURES.map((figure) => ({
    title: text[figure],
    cell: (bucket) => writeFigure(figureValue(bucket, figure), figure, format),
    value: (bucket) => figureValue(bucket, figure),
  }));
}
