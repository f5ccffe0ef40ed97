import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { Command, Empty } from '../elements/empty';
import { Failure } from '../elements/failure';
import { Panel } from '../elements/panel';
import { choose, useCallFilter } from '../filter/call-filter';
import { FilterBar } from '../filter/filter-bar';
import { type CallFilter, type CallRowFragment, FindCallDocument, FindCallsDocument } from '../generated/graphql';
import { useTexts } from '../language/language';
import { useSearch } from '../route/route';
import { CallTable } from './call-table';
import { filterOf } from './find';
import { callsTexts } from './text';

const PAGE = 50;

/** The newest calls, or those that a number, an id or words lead to. */
export function FindCalls() {
  const text = useTexts(callsTexts);
  const chosen = useCallFilter();
  const words = useSearch().get('find')?.trim() ?? '';
  const find = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    choose({ find: String(new FormData(event.currentTarget).get('find')).trim() });
  };
  const filter: CallFilter = { ...chosen.filter, ...filterOf(words) };
  return (
    <div className="calls-page">
      <h1 className="unseen">{text.title}</h1>
      <search>
        <form className="calls-find" onSubmit={find}>
          <label>
            <span className="unseen">{text.find}</span>
            <input key={words} name="find" type="search" defaultValue={words} placeholder={text.find} />
          </label>
          <button type="submit" className="primary">
            {text.search}
          </button>
        </form>
      </search>
      <FilterBar chosen={chosen} />
      <Panel title={text.list}>
        {words !== '' && <ById callId={words} />}
        <Pages key={JSON.stringify(filter)} filter={filter} />
      </Panel>
    </div>
  );
}

// Whoever has the very id of a call wants that call, whatever the filters say.
function ById({ callId }: { readonly callId: string }) {
  const [{ data }] = useQuery({ query: FindCallDocument, variables: { callId } });
  return data?.call ? <CallTable calls={[data.call]} /> : null;
}

function Pages({ filter }: { readonly filter: CallFilter }) {
  const text = useTexts(callsTexts);
  const [before, setBefore] = useState<readonly CallRowFragment[]>([]);
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({
    query: FindCallsDocument,
    variables: { filter, first: PAGE, after },
  });
  if (error !== undefined) return <Failure error={error} retry={ask} />;
  const page = data?.calls;
  const calls = [...before, ...(page?.nodes ?? [])];
  if (page !== undefined && calls.length === 0) return <NoCalls />;
  const more = () => {
    if (page === undefined) return;
    setBefore(calls);
    setAfter(page.pageInfo.endCursor);
  };
  return (
    <>
      {calls.length > 0 && <CallTable calls={calls} />}
      {fetching && <p className="waiting">{text.loading}</p>}
      {!fetching && page?.pageInfo.hasNextPage && (
        <button type="button" className="calls-more" onClick={more}>
          {text.more}
        </button>
      )}
    </>
  );
}

function NoCalls() {
  const text = useTexts(callsTexts);
  return (
    <Empty title={text.none}>
      <p>{text.noneHint}</p>
      <Command>
        {`curl ${location.origin}/webhooks/parloa -H "Authorization: Bearer KEY" --json @test/fixtures/parloa/transaction.json`}
      </Command>
      <button type="button" onClick={() => choose({ period: 'all' })}>
        {text.allTime}
      </button>
    </Empty>
  );
}
