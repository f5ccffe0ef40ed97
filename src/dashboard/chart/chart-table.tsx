import type { Writing } from './options';
import type { ChartSeries } from './time-chart';

interface ChartTableProps {
  readonly label: string;
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly write: Writing;
}

/** The same values as a table, for screen readers. */
export function ChartTable({ label, times, series, write }: ChartTableProps) {
  return (
    <div className="unseen">
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <td />
            {series.map((one) => (
              <th key={one.label} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((at, index) => (
            <tr key={at}>
              <th scope="row">{write.time(at)}</th>
              {series.map(({ label: name, values }) => {
                const value = values[index] ?? null;
                return <td key={name}>{value === null ? '–' : write.value(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
