import { Panel } from '../elements/panel';
import type { BucketFragment } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { changeOf, FIGURES, type Figure, figureValue, isShare, writeFigure } from './figure';
import { figuresTexts } from './text';

interface HeadlineProps {
  readonly now: BucketFragment | undefined;
  /** Of the period that it is compared with, if any. */
  readonly before: BucketFragment | undefined;
}

/** Every figure of the chosen time, with its definition and, where asked, with what it was. */
export function HeadlineFigures({ now, before }: HeadlineProps) {
  const text = useTexts(figuresTexts);
  return (
    <Panel title={text.chosen}>
      <dl className="figures-headline">
        {FIGURES.map((figure) => (
          <OneFigure key={figure} figure={figure} now={now} before={before} />
        ))}
      </dl>
    </Panel>
  );
}

function OneFigure({ figure, now, before }: HeadlineProps & { readonly figure: Figure }) {
  const text = useTexts(figuresTexts);
  const format = useFormat();
  const value = figureValue(now, figure);
  const ratio = now?.[figure];
  return (
    <div>
      <dt>{text[figure]}</dt>
      <dd>
        <span className="figures-value">{writeFigure(value, figure, format)}</span>
        {ratio !== null && typeof ratio === 'object' && (
          <span className="muted">{text.ratio(format.number(ratio.numerator), format.number(ratio.denominator))}</span>
        )}
        {before && <Change figure={figure} now={value} was={figureValue(before, figure)} />}
        <details>
          <summary>
            {text.definition}
            <span className="unseen"> {text[figure]}</span>
          </summary>
          {text[`${figure}Meaning`]}
        </details>
      </dd>
    </div>
  );
}

function Change({ figure, now, was }: { figure: Figure; now: number | null; was: number | null }) {
  const text = useTexts(figuresTexts);
  const format = useFormat();
  const change = changeOf(now, was, figure);
  const sign = change !== null && change > 0 ? '+' : '';
  const written = () => {
    if (change === null) return '–';
    if (!isShare(figure)) return sign + format.percent(change);
    return text.points(sign + format.number(Math.round(change * 1_000) / 10));
  };
  return (
    <span className="figures-change">
      {written()} <span className="muted">{text.was(writeFigure(was, figure, format))}</span>
    </span>
  );
}
