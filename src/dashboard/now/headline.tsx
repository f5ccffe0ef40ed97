import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import type { BoardView } from './board';
import { nowTexts } from './text';

/** The figures that are read from the other end of the room. */
export function Headline({ view: { openCount, minutes } }: { readonly view: BoardView }) {
  const text = useTexts(nowTexts);
  const format = useFormat();
  const started = minutes.reduce((sum, minute) => sum + minute.started, 0);
  const ended = minutes.flatMap(({ hangups }) => Object.values(hangups)).reduce((sum, count) => sum + count, 0);
  const byCallers = minutes.reduce((sum, { hangups }) => sum + hangups.CALLER, 0);
  const figures = [
    ['open', format.number(openCount), text.openNow],
    ['started', format.number(started), text.startedInHour],
    ['ended', format.number(ended), text.endedInHour],
    ['callers', format.percent(ended === 0 ? null : byCallers / ended), text.byCallers],
  ] as const;
  return (
    <dl className="headline">
      {figures.map(([name, value, label]) => (
        <div key={name} className={`headline-${name}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
