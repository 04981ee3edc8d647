import { useQuery } from '@tanstack/react-query';
import { listQueries } from '../../api/index.ts';
import type { QueryStatus } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { dateTime, duration } from '../../ui/format.ts';
import { Loading } from '../../ui/Loading.tsx';
import { StateTag } from '../queries/StateTag.tsx';

/** Asked for to find `max` statements that differ; dashboards run many in between. */
const ASKED = 200;

/** The newest of each statement that a person wrote. */
export function recentStatements(queries: QueryStatus[], max: number): QueryStatus[] {
  const seen = new Set<string>();
  return queries
    .filter((q) => ['CONSOLE', 'REST', 'CLI', 'FLIGHT_SQL'].includes(q.origin.kind))
    .filter((q) => !seen.has(q.sql.trim()) && seen.add(q.sql.trim()))
    .slice(0, max);
}

interface HistoryListProps {
  max: number;
  onChoose: (sql: string) => void;
}

/** Statements that ran before; a click takes one. */
export function HistoryList({ max, onChoose }: HistoryListProps) {
  const queries = useQuery({ queryKey: ['queries', ASKED], queryFn: () => listQueries(ASKED), staleTime: 0 });
  if (queries.error) return <ErrorNote error={queries.error} />;
  if (!queries.data) return <Loading lines={3} />;
  const recent = recentStatements(queries.data, max);
  if (recent.length === 0) return <p className="note mut">No query has run yet.</p>;
  return (
    <ul className="history">
      {recent.map((query) => (
        <li key={query.id}>
          <button type="button" onClick={() => onChoose(query.sql)}>
            <span className="mono ell grow">{query.sql.replace(/\s+/g, ' ').trim()}</span>
            <StateTag query={query} />
            <span className="sm mut tn">{duration(query.stats.totalMicros / 1000)}</span>
            <span className="sm mut tn">{dateTime(query.submittedEpochMillis)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
