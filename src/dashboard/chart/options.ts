import uPlot from 'uplot';
import { colour } from './colour';
import { stacked } from './stack';
import type { ChartSeries } from './time-chart';

/** How values and times are written. */
export interface Writing {
  readonly value: (value: number) => string;
  readonly time: (at: number) => string;
}

interface ChartShape {
  /** Read while it is drawn, so that other words and values need no other plot. */
  readonly current: { readonly current: { readonly write: Writing; readonly series: readonly ChartSeries[] } };
  readonly width: number;
  readonly height: number;
  readonly timeZone: string;
  /** Whether labels stand at the times themselves, and not at round ones. */
  readonly onTimes: boolean;
  readonly onHover: (index: number | null) => void;
}

const SECOND = 1_000;
/** In seconds, as uPlot has it. */
const HOUR = 3_600;
const LETTER_PX = 7;
/** Of fewer values each is marked: one between gaps would not be seen otherwise. */
const MARKED = 48;
const BAR_SHARE = 0.82;

/** In uPlot's order: lines last, and the tallest bars first, so that each covers the lower part of the one before. */
function drawn(series: readonly ChartSeries[]): ChartSeries[] {
  const bars = series.filter(({ kind }) => kind === 'bars').reverse();
  return [...bars, ...series.filter(({ kind }) => kind === 'line')];
}

/** The values as uPlot wants them: times in seconds, bars summed up from below. */
export function chartData(times: readonly number[], series: readonly ChartSeries[]): uPlot.AlignedData {
  const bars = series.filter(({ kind }) => kind === 'bars');
  const sums = stacked(bars.map(({ values }) => values)).reverse();
  const lines = series.filter(({ kind }) => kind === 'line').map(({ values }) => [...values]);
  return [times.map((at) => at / SECOND), ...sums, ...lines];
}

export function chartOptions({ current, width, height, timeZone, onTimes, onHover }: ChartShape): uPlot.Options {
  const writing = () => current.current.write;
  const axis = { stroke: () => colour('--muted'), grid: { stroke: () => colour('--line'), width: 1 } };
  const ticks = { show: false };
  return {
    width,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * SECOND), timeZone),
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false }, points: { show: false } },
    scales: {
      // Half an interval of room at both ends, so that no bar is cut.
      x: { time: true, range: (plot, from, to) => withRoom(plot.data[0], from, to) },
      y: { range: (_plot, _from, to) => [0, Math.max(1, (to ?? 0) * 1.08)] },
    },
    axes: [
      {
        ...axis,
        ticks,
        size: 30,
        space: () => LETTER_PX * (writing().time(0).length + 2),
        ...(onTimes && { splits: someTimes }),
        grid: { show: false },
        values: (_plot, at) => at.map((one) => writing().time(one * SECOND)),
      },
      {
        ...axis,
        ticks,
        size: 52,
        incrs: () => steps(current.current.series),
        values: (_plot, at) => at.map((one) => writing().value(one)),
      },
    ],
    series: [{}, ...drawn(current.current.series).map(seriesOptions)],
    hooks: { setCursor: [(plot) => onHover(plot.cursor.idx ?? null)] },
  };
}

const WHOLE_STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((zeros) => [1, 2, 5].map((step) => step * 10 ** zeros));
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, ...WHOLE_STEPS];

/** Counts have no fractions, so neither has their axis. */
function steps(series: readonly ChartSeries[]): number[] {
  const isCount = series.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)));
  return isCount ? WHOLE_STEPS : STEPS;
}

function seriesOptions({ kind, colour: variable, label }: ChartSeries): uPlot.Series {
  const paint = () => colour(variable);
  const points = { show: ({ data }: uPlot) => data[0].length <= MARKED, size: 6, fill: paint };
  if (kind === 'line') return { label, stroke: paint, width: 2, points };
  return { label, fill: paint, stroke: paint, width: 0, points: { show: false }, paths: barPaths() };
}

function barPaths(): uPlot.Series.PathBuilder | undefined {
  return uPlot.paths.bars?.({ size: [BAR_SHARE, 60], align: 0, radius: 0.12 });
}

// Every so many of the times, so that no label touches the next and none is of a time between two.
function someTimes(plot: uPlot, _axis: number, _from: number, _to: number, _step: number, space: number): number[] {
  const times = [...plot.data[0]];
  const every = Math.max(1, Math.ceil((times.length * space) / plot.width));
  return times.filter((_, index) => index % every === 0);
}

function withRoom(times: ArrayLike<number>, from: number, to: number): [number, number] {
  const [first = from, second] = [times[0], times[1]];
  // A single time has no neighbour that would say how long its interval is.
  if (second === undefined) return [first - HOUR, first + HOUR];
  const step = (second - first) / 2;
  return [from - step, to + step];
}
