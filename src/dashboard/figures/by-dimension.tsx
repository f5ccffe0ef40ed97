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
import { figuresTexts } from './text';
import { useStateNames } from './use-state-names';

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
  const stateNameOf = useStateNames(filter, groupBy === 'HANGUP_STATE');
  const columns = useFigureColumns();
  if (error !== undefined) return <Failure error={error} retry={ask} />;
  const nameOf = (key: string) => {
    return groupBy === 'HANGUP_STATE' ? (stateNameOf?.(key) ?? key) : termOf(terms, groupBy, key);
  };
  const counted = stateNameOf === null ? [] : (data?.metrics ?? []);
  const rows = [...counted].sort((one, other) => other.calls - one.calls);
  return (
    <FigureTable
      title={text.byDimension}
      file={`talkgraph-by-${groupBy.toLowerCase()}`}
      columns={[
        {
          title: text[groupBy],
          cell: ({ key }) => (key === null ? text.unknown : nameOf(key)),
          value: ({ key }) => key && nameOf(key),
          words: true,
        },
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
