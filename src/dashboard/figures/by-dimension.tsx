import { useQuery } from 'urql';
import { Failure } from '../elements/failure';
import { choose } from '../filter/call-filter';
import type { MetricDimension } from '../generated/enums';
import { type CallFilter, FiguresByDocument } from '../generated/graphql';
import { useTexts } from '../language/language';
import { type Terms, useTerms } from '../language/terms';
import { useSearch } from '../route/route';
import { FigureTable } from './figure-table';
import { useFigureColumns } from './over-time';
import { stateNames } from './state-names';
import { figuresTexts } from './text';

const DIMENSIONS: readonly MetricDimension[] = [
  'RELEASE',
  'LANGUAGE',
  'CHANNEL',
  'PLATFORM',
  'OUTCOME',
  'ENDED_BY',
  'HANGUP_REASON',
  'HANGUP_STATE',
  'SENTIMENT',
];

/** All figures, apart for each value of a dimension. */
export function ByDimension({ filter }: { readonly filter: CallFilter }) {
  const text = useTexts(figuresTexts);
  const terms = useTerms();
  const wanted = useSearch().get('by');
  const groupBy = DIMENSIONS.find((known) => known === wanted) ?? 'RELEASE';
  const [{ data, error }, ask] = useQuery({ query: FiguresByDocument, variables: { filter, groupBy } });
  const columns = useFigureColumns();
  if (error !== undefined) return <Failure error={error} retry={ask} />;
  const rows = [...(data?.metrics ?? [])].sort((one, other) => other.calls - one.calls);
  const stateOf = stateNames(rows);
  const nameOf = (key: string | null) => (key === null ? text.unknown : termOf(terms, groupBy, stateOf(key) ?? key));
  return (
    <FigureTable
      title={text.byDimension}
      file={`talkgraph-by-${groupBy.toLowerCase()}`}
      columns={[
        { title: text[groupBy], cell: ({ key }) => nameOf(key), value: ({ key }) => stateOf(key), words: true },
        ...columns,
      ]}
      rows={rows}
      keyOf={({ key }) => key ?? ''}
      aside={
        <select aria-label={text.by} value={groupBy} onChange={(event) => choose({ by: event.currentTarget.value })}>
          {DIMENSIONS.map((dimension) => (
            <option key={dimension} value={dimension}>
              {text[dimension]}
            </option>
          ))}
        </select>
      }
    />
  );
}

function termOf(terms: Terms, dimension: MetricDimension, key: string): string {
  const words: Partial<Record<MetricDimension, Readonly<Record<string, string>>>> = {
    CHANNEL: terms.channel,
    OUTCOME: terms.outcome,
    ENDED_BY: terms.initiator,
    HANGUP_REASON: terms.reasonCode,
    SENTIMENT: terms.sentiment,
  };
  return words[dimension]?.[key] ?? key;
}
