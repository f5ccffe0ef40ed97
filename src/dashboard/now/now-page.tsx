import { Failure } from '../elements/failure';
import { useTexts } from '../language/language';
import { Hangups } from './hangups';
import { Headline } from './headline';
import { MinuteChart } from './minute-chart';
import { OpenCalls } from './open-calls';
import { nowTexts } from './text';
import { useBoard } from './use-board';
import './now.css';

/** What is happening now. */
export function NowPage() {
  const text = useTexts(nowTexts);
  const { view, error, retry } = useBoard();
  return (
    <div className="now">
      <h1 className="unseen">{text.title}</h1>
      {error !== null && <Failure error={error} retry={retry} />}
      {view !== null && (
        <>
          <Headline view={view} />
          <MinuteChart minutes={view.minutes} />
          <Hangups hangups={view.hangups} fresh={view.fresh} />
          <OpenCalls calls={view.open} count={view.openCount} />
        </>
      )}
    </div>
  );
}
