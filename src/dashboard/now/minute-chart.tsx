import { useMemo } from 'react';
import { type ChartSeries, TimeChart } from '../chart/chart';
import { Panel } from '../elements/panel';
import { useTexts } from '../language/language';
import { useTerms } from '../language/terms';
import { INITIATORS, type Minute } from './minutes';
import { nowTexts } from './text';

/** Calls started and hang-ups by who hung up, minute by minute. */
export function MinuteChart({ minutes }: { readonly minutes: readonly Minute[] }) {
  const text = useTexts(nowTexts);
  const terms = useTerms();
  const times = useMemo(() => minutes.map(({ at }) => at), [minutes]);
  const series = useMemo<ChartSeries[]>(() => {
    const bars = INITIATORS.map((initiator) => ({
      label: terms.initiator[initiator],
      colour: `--term-${initiator.toLowerCase()}`,
      kind: 'bars' as const,
      values: minutes.map(({ hangups }) => hangups[initiator]),
    }));
    const started = { label: text.started, colour: '--text', kind: 'line' as const };
    return [...bars, { ...started, values: minutes.map((minute) => minute.started) }];
  }, [minutes, terms, text]);
  return (
    <Panel title={text.chart} className="now-chart">
      <TimeChart label={text.chartSpoken} times={times} series={series} />
    </Panel>
  );
}
