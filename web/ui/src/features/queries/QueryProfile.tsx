import { Link } from 'wouter';
import { WeirError } from '../../api/client.ts';
import type { QueryStatus } from '../../api/types.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { bytes, dateTime, duration, exact } from '../../ui/format.ts';
import { X } from '../../ui/icons.ts';
import { Sql } from '../../ui/Sql.tsx';
import { StateTag } from './StateTag.tsx';
import './queries.css';

interface QueryProfileProps {
  query: QueryStatus;
  onClose?: (() => void) | undefined;
  /** Without the statement, where it is in sight already. */
  brief?: boolean;
}

const millis = (micros: number) => duration(micros / 1000);

/** What a query took and touched. */
export function QueryProfile({ query, onClose, brief = false }: QueryProfileProps) {
  const { stats } = query;
  const times = [
    { name: 'Queue', micros: stats.queuedMicros },
    { name: 'Plan', micros: stats.planMicros },
    { name: 'Run', micros: stats.runMicros },
  ];
  const longest = Math.max(...times.map((t) => t.micros), 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <aside className="profile scroll" aria-label="Query profile" tabIndex={0}>
      <div className="row">
        <h2 className="grow">Profile</h2>
        <StateTag query={query} />
        {onClose && (
          <button type="button" className="btn ghost small icon" aria-label="Close profile" onClick={onClose}>
            <X size={14} aria-hidden="true" />
          </button>
        )}
      </div>
      {query.error && <ErrorNote error={new WeirError(400, { ...query.error, queryId: query.id })} />}
      <div className="key-facts">
        <div>
          <b>{millis(stats.totalMicros)}</b>in all, {millis(stats.cpuMicros)} CPU
        </div>
        <div>
          <b>{bytes(stats.bytesRead)}</b>read
        </div>
        <div>
          <b>{exact(stats.rowsReturned)}</b>
          {stats.rowsReturned === 1 ? 'row' : 'rows'}, {bytes(stats.bytesReturned)}
        </div>
        <div>
          <b>{stats.cacheHit ? 'cache' : millis(stats.planMicros)}</b>
          {stats.cacheHit ? 'not run again' : 'to plan'}
        </div>
      </div>
      <Pruning query={query} />
      {!stats.cacheHit && (
        <dl className="waterfall">
          {times.map((time) => (
            <div key={time.name}>
              <dt>{time.name}</dt>
              <dd aria-hidden="true">
                <i
                  style={{
                    width: `${(time.micros / longest) * 100}%`,
                    background: time.micros === longest ? 'var(--cat-2)' : 'var(--seq-4)',
                  }}
                />
              </dd>
              <dd className="tn">{millis(time.micros)}</dd>
            </div>
          ))}
        </dl>
      )}
      <dl className="facts">
        {stats.tables.map((table) => (
          <div key={table.name} style={{ display: 'contents' }}>
            <dt className="mono">{table.name}</dt>
            <dd>
              {table.committedEpochMillis == null ? 'no snapshot' : dateTime(table.committedEpochMillis)}
              <br />
              <span className="mut mono xs">snapshot {String(table.snapshotId ?? 'none')}</span>
            </dd>
          </div>
        ))}
        <dt>Submitted</dt>
        <dd>{dateTime(query.submittedEpochMillis)}</dd>
        <dt>Id</dt>
        <dd className="row">
          <span className="mono ell">{query.id}</span>
          <CopyButton text={query.id} label="Copy query id" />
        </dd>
      </dl>
      {!brief && (
        <>
          <div className="sql-well">
            <Sql text={query.sql.trim()} label="Statement" />
          </div>
          <Link className="btn small" href={`/sql/new?sql=${encodeURIComponent(query.sql.trim())}`}>
            Open in SQL console
          </Link>
        </>
      )}
    </aside>
  );
}

/** Boxes shown for files; more would be too thin to see. */
const BOXES_MAX = 40;

function Pruning({ query: { stats } }: { query: QueryStatus }) {
  if (stats.filesTotal === 0) return null;
  const boxes = Math.min(stats.filesTotal, BOXES_MAX);
  const read = Math.round((stats.filesRead / stats.filesTotal) * boxes);
  return (
    <div>
      <p className="sm t2">
        {exact(stats.filesRead)} of {exact(stats.filesTotal)} {stats.filesTotal === 1 ? 'file' : 'files'},{' '}
        {exact(stats.rowsRead)} of {exact(stats.rowsTotal)} rows read
      </p>
      <div className="boxes" aria-hidden="true">
        {Array.from({ length: boxes }, (_, i) => (
          <i key={`file-${i + 1}`} className={i < read ? 'on' : ''} />
        ))}
      </div>
    </div>
  );
}
