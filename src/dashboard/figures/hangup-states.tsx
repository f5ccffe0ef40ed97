import { useQuery } from 'urql';
import { Failure } from '../elements/failure';
import { type CallFilter, HangupStatesDocument } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { FigureTable } from './figure-table';
import { stateNames } from './state-names';
import { figuresTexts } from './text';

/** In which states calls end, and how many of those the callers gave up. */
export function HangupStates({ filter }: { readonly filter: CallFilter }) {
  const text = useTexts(figuresTexts);
  const format = useFormat();
  const [{ data, error }, ask] = useQuery({ query: HangupStatesDocument, variables: { filter } });
  if (error !== undefined) return <Failure error={error} retry={ask} />;
  const rows = [...(data?.metrics ?? [])].sort((one, other) => other.calls - one.calls);
  const nameOf = stateNames(rows);
  return (
    <FigureTable
      title={text.hangupStates}
      file="talkgraph-where-calls-end"
      columns={[
        {
          title: text.state,
          cell: ({ key }) => nameOf(key) ?? text.unknown,
          value: ({ key }) => nameOf(key),
          words: true,
        },
        { title: text.calls, cell: ({ calls }) => format.number(calls), value: ({ calls }) => calls },
        {
          title: text.byCallers,
          cell: ({ abandonment }) => format.percent(abandonment.value),
          value: ({ abandonment }) => abandonment.value,
        },
        {
          title: text.p50DurationMs,
          cell: ({ p50DurationMs }) => (p50DurationMs === null ? '–' : format.duration(p50DurationMs)),
          value: ({ p50DurationMs }) => p50DurationMs,
        },
      ]}
      rows={rows}
      keyOf={({ key }) => key ?? ''}
    />
  );
}
