import { type ReactNode, Suspense, useEffect } from 'react';
import { useViewer } from '../gateway/viewer';
import { useTexts } from '../language/language';
import { Link, usePath } from '../route/route';
import { ConnectionSign } from './connection-sign';
import { Fault } from './fault';
import icon from './icon.svg';
import { PAGES, pageAt } from './pages';
import { Settings } from './settings';
import { shellTexts } from './text';
import './shell.css';

/** What stands around every page: the navigation, how the live link stands, and the page's settings. */
export function Shell() {
  const text = useTexts(shellTexts);
  const path = usePath();
  const page = pageAt(path);
  const { name } = useViewer();
  const title = page === undefined ? 'Talkgraph' : `${text[page.title]} · Talkgraph`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Frame client={name} pages={<Navigation current={page?.path} />} state={<ConnectionSign />}>
      <Fault key={page?.path}>
        <Suspense fallback={<p className="waiting">{text.loading}</p>}>
          {page === undefined ? <NoPage /> : <page.Component />}
        </Suspense>
      </Fault>
    </Frame>
  );
}

interface FrameProps {
  readonly client?: string;
  readonly pages?: ReactNode;
  readonly state?: ReactNode;
  readonly children: ReactNode;
}

/** The head and the room for a page; also what is seen before anybody has said who they are. */
export function Frame({ client, pages, state, children }: FrameProps) {
  const text = useTexts(shellTexts);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {text.skip}
      </a>
      <header className="shell-head">
        <div className="brand">
          <img src={icon} alt="" />
          <span className="brand-name">Talkgraph</span>
          {client !== undefined && <span className="client">{client}</span>}
        </div>
        {pages}
        <div className="settings">
          {state}
          <Settings signedIn={pages !== undefined} />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Navigation({ current }: { readonly current: string | undefined }) {
  const text = useTexts(shellTexts);
  return (
    <nav className="pages" aria-label={text.pages}>
      {PAGES.map(({ path, title }) => (
        <Link key={path} to={path} aria-current={path === current ? 'page' : undefined}>
          {text[title]}
        </Link>
      ))}
    </nav>
  );
}

function NoPage() {
  const text = useTexts(shellTexts);
  return (
    <div className="waiting">
      <h1>{text.noPage}</h1>
      <p>
        <Link to="/">{text.toStart}</Link>
      </p>
    </div>
  );
}
