import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { loadHome } from '../../api/index.ts';
import type { ContentItem, Home } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ago, dateTime } from '../../ui/format.ts';
import { CircleCheck, LayoutDashboard, NotebookPen, Table, TriangleAlert } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import { useSession } from '../session/session.ts';
import { objectPath } from '../shell/places.ts';
import './home.css';

const ICONS: Record<string, typeof Table> = { dashboard: LayoutDashboard, notebook: NotebookPen };
const RECENT_ROWS = 8;

/** Back to work: what changed, what is liked, what needs somebody. */
export function HomePage() {
  const home = useQuery({ queryKey: ['home'], queryFn: loadHome });
  const session = useSession();
  useEffect(() => {
    document.title = 'Home · Weir';
  }, []);
  return (
    <>
      <header className="page-head">
        <div className="crumb">
          <h1>Home</h1>
        </div>
        <span className="grow" />
        <span className="sm mut">{session.data && `Weir ${session.data.version}`}</span>
      </header>
      <div className="page-body scroll">
        {home.error && <ErrorNote error={home.error} />}
        {home.isPending && <Loading />}
        {home.data && <HomeView home={home.data} />}
      </div>
    </>
  );
}

function HomeView({ home }: { home: Home }) {
  return (
    <div className="home">
      <section className="card">
        <div className="card-head">
          <h2>Recent</h2>
        </div>
        {home.recent.length === 0 && (
          <p className="note mut">
            {home.tables > 0 ? 'Nothing was opened yet. ' : 'There is no table yet. '}
            {home.tables > 0 ? (
              <Link href="/sql/new">Ask a first question</Link>
            ) : (
              <code className="mono">./weir up -f examples/flights</code>
            )}
          </p>
        )}
        <Items items={home.recent.slice(0, RECENT_ROWS)} />
      </section>
      <div className="home-side">
        {home.attention.length > 0 && (
          <section className="card">
            <div className="card-head">
              <h2>Needs you</h2>
            </div>
            {home.attention.map((item) => (
              <Link key={item.title + item.link} href={item.link} className="home-item">
                <TriangleAlert size={16} className="warn" aria-hidden="true" />
                <span className="ell">
                  {item.title} <span className="mut">{item.detail}</span>
                </span>
              </Link>
            ))}
          </section>
        )}
        <section className="card">
          <div className="card-head">
            <h2>Favourites</h2>
          </div>
          {home.favourites.length === 0 && <p className="note mut">Star a dashboard to keep it here.</p>}
          <Items items={home.favourites} />
        </section>
        <section className="card">
          <div className="card-head">
            <h2>Start</h2>
          </div>
          <Link href="/sql/new" className="home-item">
            New query <kbd>g s</kbd>
          </Link>
          <Link href="/catalog" className="home-item">
            Look through {home.tables} {home.tables === 1 ? 'table' : 'tables'} <kbd>g c</kbd>
          </Link>
        </section>
      </div>
    </div>
  );
}

function Items({ items }: { items: ContentItem[] }) {
  return (
    <ul>
      {items.map((item) => {
        const Icon = ICONS[item.kind] ?? Table;
        return (
          <li key={`${item.kind}/${item.slug}`}>
            <Link href={objectPath(item.kind, item.slug)} className="home-item">
              <Icon size={16} className="mut" aria-hidden="true" />
              <span className="ell grow">{item.title}</span>
              {item.state === 'FAILING' ? (
                <span className="row sm warn">
                  <TriangleAlert size={14} aria-hidden="true" />
                  failing
                </span>
              ) : (
                <CircleCheck size={14} className="ok" aria-label="ready" />
              )}
              <When item={item} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function When({ item }: { item: ContentItem }) {
  const at = item.visitedEpochMillis ?? item.updatedEpochMillis;
  return at == null ? null : (
    <time className="sm mut tn when" dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {ago(at)}
    </time>
  );
}
