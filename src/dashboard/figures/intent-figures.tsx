import { useQuery } from 'urql';
import { Failure } from '../elements/failure';
import { type CallFilter, IntentFiguresDocument } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { FigureTable } from './figure-table';
import { figuresTexts } from './text';

const FIRST = 50;

/** The intents that users triggered, the most frequent first, and how sure the bot was. */
export function IntentFigures({ filter }: { readonly filter: CallFilter }) {
  const text = useTexts(figuresTexts);
  const format = useFormat();
  const [{ data, error }, ask] = useQuery({ query: IntentFiguresDocument, variables: { filter, first: FIRST } });
  if (error !== undefined) return <Failure error={error} retry={ask} />;
  return (
    <FigureTable
      title={text.intents}
      file="talkgraph-intents"
      columns={[
        { title: text.intent, cell: ({ name }) => name, value: ({ name }) => name, words: true },
        { title: text.turns, cell: ({ count }) => format.number(count), value: ({ count }) => count },
        { title: text.calls, cell: ({ calls }) => format.number(calls), value: ({ calls }) => calls },
        {
          title: text.unhandled,
          cell: ({ unhandled }) => format.percent(unhandled.value),
          value: ({ unhandled }) => unhandled.value,
        },
        {
          title: text.confidence,
          cell: ({ averageConfidence }) => format.percent(averageConfidence),
          value: ({ averageConfidence }) => averageConfidence,
        },
        {
          title: text.lowConfidence,
          cell: ({ lowConfidence }) => format.percent(lowConfidence.value),
          value: ({ lowConfidence }) => lowConfidence.value,
        },
      ]}
      rows={data?.intents.nodes ?? []}
      keyOf={({ name }) => name}
    />
  );
}
