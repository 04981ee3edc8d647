import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { cancelQuery, isFinal, listQueries } from '../../api/index.ts';
import type { QueryStatus } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { bytes, dateTime, duration, exact, zone } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { Loading } from '../../ui/Loading.tsx';
import { QueryProfile } from '../queries/QueryProfile.tsx';
import { StateTag } from '../queries/StateTag.tsx';
import './activity.css';

const QUERIES_MAX = 200;
const RUNNING_REFETCH_MILLIS = 2000;
const IDLE_REFETCH_MILLIS = 10_000;

/** `On-time performance / by-origin`, or what kind of door it came through. */
export function originText({ origin }: QueryStatus): string {
  const kind = origin.kind.toLowerCase().replaceAll('_', ' ');
  if (!origin.name) return kind;
  const name = origin.name.replace(/^default\//, '');
  return origin.part ? `${name} / ${origin.part}` : name;
}

/** Every query that ran, newest first; the chosen one's profile beside. */
export function ActivityPage({ id }: { id: string | undefined }) {
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const queries = useQuery({
    queryKey: ['queries', QUERIES_MAX],
    queryFn: () => listQueries(QUERIES_MAX),
    refetchInterval: ({ state }) =>
      state.data?.some((q) => !isFinal(q.state)) ? RUNNING_REFETCH_MILLIS : IDLE_REFETCH_MILLIS,
  });
  useEffect(() => {
    document.title = 'Activity · Weir';
  }, []);
  const wanted = text.trim().toLowerCase();
  const shown = (queries.data ?? []).filter((q) =>
    `${q.sql} ${originText(q)} ${q.state}`.toLowerCase().includes(wanted),
  );
  const chosen = queries.data?.find((q) => q.id === id);
  const choose = (query: QueryStatus | undefined) =>
    query && navigate(`/activity/queries/${query.id}`, { replace: true });
  const step = (by: number) =>
    choose(shown[Math.min(Math.max(shown.findIndex((q) => q.id === id) + by, 0), shown.length - 1)]);

  useHotkeys([
    { keys: 'j', does: 'Next query', run: () => step(1) },
    { keys: 'k', does: 'Previous query', run: () => step(-1) },
    {
      keys: 'x',
      does: 'Cancel the query',
      run: () => chosen && !isFinal(chosen.state) && void cancelQuery(chosen.id),
    },
    { keys: '/', does: 'Find', run: () => document.querySelector<HTMLElement>('.activity-find')?.focus() },
  ]);

  return (
    <>
      <header className="page-head">
        <div className="crumb">
          <h1>Activity</h1>
        </div>
        <span className="grow" />
        <input
          className="field activity-find"
          placeholder="Find by text, origin or state"
          aria-label="Find a query"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </header>
      <div className={`activity ${chosen ? 'has-profile' : ''}`}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
        <section className="scroll" aria-label="Queries" tabIndex={0}>
          {queries.error && <ErrorNote error={queries.error} />}
          {queries.isPending && <Loading />}
          {queries.data && shown.length === 0 && (
            <p className="note mut">{wanted ? 'No query matches.' : 'No query has run yet.'}</p>
          )}
          {shown.length > 0 && <QueryTable queries={shown} chosen={id} onChoose={choose} />}
        </section>
        {chosen && (
          <QueryProfile query={chosen} onClose={() => navigate('/activity/queries', { replace: true })} />
        )}
      </div>
    </>
  );
}

interface QueryTableProps {
  queries: QueryStatus[];
  chosen: string | undefined;
  onChoose: (query: QueryStatus) => void;
}

function QueryTable({ queries, chosen, onChoose }: QueryTableProps) {
  return (
    <table className="t roomy">
      <thead>
        <tr>
          <th title={`Times in ${zone()}`}>Submitted</th>
          <th>State</th>
          <th>Query</th>
          <th>From</th>
          <th>Who</th>
          <th className="r">Took</th>
          <th className="r">Rows</th>
          <th className="r">Read</th>
        </tr>
      </thead>
      <tbody>
        {queries.map((q) => (
          <tr key={q.id} className={q.id === chosen ? 'on' : ''} onClick={() => onChoose(q)}>
            <td className="tn">{dateTime(q.submittedEpochMillis)}</td>
            <td>
              <StateTag query={q} />
            </td>
            <td className="query-text">
              <button
                type="button"
                className="mono ell"
                aria-pressed={q.id === chosen}
                onClick={() => onChoose(q)}
              >
                {q.sql.replace(/\s+/g, ' ').trim()}
              </button>
            </td>
            <td className="t2">{originText(q)}</td>
            <td className="t2">{q.principal}</td>
            <td className="r">{duration(q.stats.totalMicros / 1000)}</td>
            <td className="r">{exact(q.stats.rowsReturned)}</td>
            <td className="r">
              {q.stats.cacheHit ? <span className="mut">cache</span> : bytes(q.stats.bytesRead)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
