import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useFormat } from '../language/format';
import { useTheme } from '../theme/theme';
import './chart.css';
import { ChartTable } from './chart-table';
import { Legend } from './legend';
import { chartData, chartOptions } from './options';

/** Values over time; null where there is none. */
export interface ChartSeries {
  readonly label: string;
  /** One of the page's colours, e.g. `--term-caller`. */
  readonly colour: string;
  /** Bars are stacked onto the bars before them. */
  readonly kind: 'bars' | 'line';
  readonly values: readonly (number | null)[];
}

/** What is drawn. */
export interface TimeChartProps {
  /** What the chart shows, for who does not see it. */
  readonly label: string;
  /** Beginnings of the intervals, in milliseconds since 1970, ascending and evenly apart. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  /** How a value is written; a plain number unless given. */
  readonly value?: (value: number) => string;
  /** How a time is written below and in the legend; hour and minute unless given. */
  readonly time?: (at: number) => string;
  /** In CSS pixels. */
  readonly height?: number;
}

/** Draws with uPlot; legend and table are HTML, so that they can be read and spoken. */
export function TimeChart({ label, times, series, value, time, height = 220 }: TimeChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const format = useFormat();
  const theme = useTheme();
  const write = { value: value ?? format.number, time: time ?? format.minute };
  const current = useRef({ write, series });
  current.current = { write, series };
  const isTimeGiven = time !== undefined;
  const shape = JSON.stringify(series.map(({ label: name, colour, kind }) => [name, colour, kind]));

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` is what of the series needs another plot
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    const [width, onTimes] = [parent.clientWidth, isTimeGiven];
    const onHover = (index: number | null) => setHovered(index);
    const options = chartOptions({ current, width, height, timeZone: format.timeZone, onTimes, onHover });
    const made = new uPlot(options, chartData(times, series), parent);
    plot.current = made;
    const watching = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height }));
    watching.observe(parent);
    return () => {
      watching.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, height, format.timeZone, isTimeGiven]);

  useEffect(() => plot.current?.setData(chartData(times, series)), [times, series]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours and words are read while it is drawn
  useEffect(() => plot.current?.redraw(false, true), [theme, format]);

  return (
    <figure className="chart">
      <Legend times={times} series={series} hovered={hovered} write={write} />
      <div ref={place} role="img" aria-label={label} className="chart-place" />
      <ChartTable label={label} times={times} series={series} write={write} />
    </figure>
  );
}
