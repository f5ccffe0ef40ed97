import { useState } from 'react';
import { type CombinedError, useClient, useQuery } from 'urql';
import { Failure } from '../elements/failure';
import { Panel } from '../elements/panel';
import { useFollow } from '../gateway/follow';
import { CallGoesOnDocument, EventCursorDocument, OneCallDocument } from '../generated/graphql';
import { useTexts } from '../language/language';
import { Link } from '../route/route';
import { CallBeside } from './call-beside';
import { CallFacts } from './call-facts';
import { callsTexts } from './text';
import { type Turn, timelineOf, type WholeCall } from './timeline';
import { Timeline } from './timeline-view';

const TURNS = 200;

/** One call: what was said, what the bot made of it, and how it ended. */
export function OneCall({ callId }: { readonly callId: string }) {
  const text = useTexts(callsTexts);
  const [cursor] = useQuery({ query: EventCursorDocument, requestPolicy: 'network-only' });
  const after = cursor.data?.eventCursor;
  const [{ data, error }, ask] = useQuery({
    query: OneCallDocument,
    variables: { callId, first: TURNS },
    pause: after === undefined && cursor.error === undefined,
    requestPolicy: 'cache-and-network',
  });
  const call = data?.call;
  return (
    <div className="calls-page">
      <p className="calls-way">
        <Link to="/calls">{text.back}</Link>
      </p>
      {error !== undefined && <Failure error={error} retry={ask} />}
      {data === undefined && error === undefined && <p className="waiting">{text.loading}</p>}
      {call === null && <h1>{text.noCall}</h1>}
      {call && <Whole call={call} />}
      {call && after !== undefined && (
        <GoesOn callId={callId} after={after} onNews={() => ask({ requestPolicy: 'network-only' })} />
      )}
    </div>
  );
}

function Whole({ call }: { readonly call: WholeCall }) {
  const text = useTexts(callsTexts);
  const [later, setLater] = useState<readonly Turn[]>([]);
  const turns = [...call.transactions.nodes, ...later];
  return (
    <>
      <CallFacts call={call} />
      <div className="call-parts">
        <Panel title={text.timeline} className="call-timeline">
          {call.privacyEnabled && <p className="call-note">{text.privacy}</p>}
          <Timeline moments={timelineOf(call, turns)} />
          {turns.length < call.transactions.totalCount && (
            <LaterTurns call={call} onTurns={(more) => setLater([...later, ...more])} />
          )}
          {call.status === 'OPEN' && <p className="call-note muted">{text.goesOn}</p>}
        </Panel>
        <CallBeside call={call} />
      </div>
    </>
  );
}

interface LaterTurnsProps {
  readonly call: WholeCall;
  readonly onTurns: (turns: readonly Turn[]) => void;
}

// Turns behind the first page are asked for when somebody wants them: few calls have that many.
function LaterTurns({ call, onTurns }: LaterTurnsProps) {
  const text = useTexts(callsTexts);
  const client = useClient();
  const [after, setAfter] = useState(call.transactions.pageInfo.endCursor);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<CombinedError>();
  const more = async () => {
    setAsking(true);
    const { data, error } = await client
      .query(OneCallDocument, { callId: call.callId, first: TURNS, after })
      .toPromise();
    setAsking(false);
    setFailure(error);
    if (!data?.call) return;
    setAfter(data.call.transactions.pageInfo.endCursor);
    onTurns(data.call.transactions.nodes);
  };
  if (failure !== undefined) return <Failure error={failure} retry={() => void more()} />;
  return (
    <button type="button" className="calls-more" disabled={asking} onClick={() => void more()}>
      {text.more}
    </button>
  );
}

// What is recorded of the call while somebody looks at it.
function GoesOn({ callId, after, onNews }: { callId: string; after: string; onNews: () => void }) {
  useFollow(CallGoesOnDocument, { callId, after }, { onEvent: onNews, onGap: onNews });
  return null;
}
