import { lazy, Suspense } from 'react';
import type { TimeChartProps } from './time-chart';

export type { ChartSeries, TimeChartProps } from './time-chart';

const Drawn = lazy(() => import('./time-chart').then(({ TimeChart }) => ({ default: TimeChart })));

/** Values over time, as stacked bars and lines. What draws them is loaded when it is needed first. */
export function TimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<div className="chart-waiting" />}>
      <Drawn {...props} />
    </Suspense>
  );
}
