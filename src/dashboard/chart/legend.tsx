import type { Writing } from './options';
import type { ChartSeries } from './time-chart';

interface LegendProps {
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  /** Where the pointer is; null: nowhere. */
  readonly hovered: number | null;
  readonly write: Writing;
}

/** What the colours mean, and the values where the pointer is. */
export function Legend({ times, series, hovered, write }: LegendProps) {
  const at = hovered === null ? undefined : times[hovered];
  return (
    <figcaption className="legend">
      {series.map(({ label, colour, values }) => {
        const value = hovered === null ? undefined : values[hovered];
        return (
          <span key={label} className="legend-entry">
            <i style={{ background: `var(${colour})` }} />
            {label}
            {value !== undefined && <b>{value === null ? '–' : write.value(value)}</b>}
          </span>
        );
      })}
      {at !== undefined && <span className="legend-time">{write.time(at)}</span>}
    </figcaption>
  );
}
