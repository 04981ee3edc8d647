import { Link } from 'wouter';
import type { ChartSpec, QueryStats } from '../../api/types.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { bytes, dateTime, duration, exact } from '../../ui/format.ts';
import { X } from '../../ui/icons.ts';
import { Sql } from '../../ui/Sql.tsx';
import type { CardNews } from './ChartCard.tsx';

interface Step {
  name: string;
  millis: number;
}

/** Where the time went, from asking to the picture. What the server did not account for is on the way. */
export function steps(stats: QueryStats, fetchMillis: number, drawMillis: number): Step[] {
  const server = stats.totalMicros / 1000;
  const queue = stats.queuedMicros / 1000;
  const plan = stats.planMicros / 1000;
  const run = stats.runMicros / 1000;
  if (stats.cacheHit) {
    return [
      { name: 'Result cache', millis: server },
      { name: 'Transfer', millis: Math.max(0, fetchMillis - server) },
      { name: 'Draw', millis: drawMillis },
    ];
  }
  return [
    { name: 'Queue', millis: queue },
    { name: 'Plan', millis: plan },
    { name: 'Run', millis: run },
    { name: 'Transfer', millis: Math.max(0, fetchMillis - queue - plan - run) },
    { name: 'Draw', millis: drawMillis },
  ];
}

interface DetailsPanelProps {
  chart: ChartSpec;
  sql: string;
  news: CardNews | undefined;
  onClose: () => void;
}

/** Why a chart took its time, and where its numbers come from. Beside the charts, never over them. */
export function DetailsPanel({ chart, sql, news, onClose }: DetailsPanelProps) {
  const answer = news?.answer;
  return (
    <aside className="details scroll" aria-label={`Details of ${chart.title ?? chart.name}`}>
      <div className="row">
        <h2 className="grow ell">{chart.title ?? chart.name}</h2>
        <button
          type="button"
          className="btn ghost small icon"
          aria-label="Close details"
          title="Close (Esc)"
          onClick={onClose}
        >
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      {answer ? (
        <>
          <Waterfall
            stats={answer.data.stats}
            fetchMillis={answer.fetchMillis}
            drawMillis={news.drawMillis ?? 0}
          />
          <Facts stats={answer.data.stats} queryId={answer.data.queryId} />
        </>
      ) : (
        <p className="mut sm">Nothing has been answered yet.</p>
      )}
      <h3>Query</h3>
      <div className="sql-box">
        <Sql text={sql.trim()} label="SQL of this chart" />
      </div>
      <Link className="btn small" href={`/sql/new?sql=${encodeURIComponent(sql.trim())}`}>
        Open in SQL console
      </Link>
    </aside>
  );
}

function Waterfall(times: { stats: QueryStats; fetchMillis: number; drawMillis: number }) {
  const list = steps(times.stats, times.fetchMillis, times.drawMillis);
  const total = list.reduce((sum, step) => sum + step.millis, 0);
  const longest = Math.max(...list.map((step) => step.millis), 1e-9);
  return (
    <>
      <p className="row">
        <b className="grow tn">{duration(total)} from asking to picture</b>
        <span className={`tag ${times.stats.cacheHit ? 'ok' : ''}`}>
          {times.stats.cacheHit ? 'cached' : 'not cached'}
        </span>
      </p>
      <dl className="waterfall">
        {list.map((step) => (
          <div key={step.name}>
            <dt>{step.name}</dt>
            <dd aria-hidden="true">
              <i
                style={{
                  width: `${(step.millis / longest) * 100}%`,
                  background: step.millis === longest ? 'var(--cat-2)' : 'var(--seq-4)',
                }}
              />
            </dd>
            <dd className="tn">{duration(step.millis)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Facts({ stats, queryId }: { stats: QueryStats; queryId: string }) {
  return (
    <dl className="facts">
      <dt>Read</dt>
      <dd>
        {bytes(stats.bytesRead)}, {exact(stats.filesRead)} of {exact(stats.filesTotal)}{' '}
        {stats.filesTotal === 1 ? 'file' : 'files'}
      </dd>
      <dt>Rows read</dt>
      <dd>
        {exact(stats.rowsRead)} of {exact(stats.rowsTotal)}
      </dd>
      <dt>Rows returned</dt>
      <dd>
        {exact(stats.rowsReturned)}
        {stats.truncated && ', cut at the limit'}
      </dd>
      <dt>CPU</dt>
      <dd>{(stats.cpuMicros / 1e6).toFixed(2)} core-s</dd>
      {stats.tables.map((table) => (
        <div key={table.name} style={{ display: 'contents' }}>
          <dt className="mono">{table.name}</dt>
          <dd>
            {table.committedEpochMillis != null && dateTime(table.committedEpochMillis)}
            <br />
            <span className="mut mono">snapshot {String(table.snapshotId ?? 'none')}</span>
          </dd>
        </div>
      ))}
      <dt>Query</dt>
      <dd className="row">
        <span className="mono ell">{queryId}</span>
        <CopyButton text={queryId} label="Copy query id" />
      </dd>
    </dl>
  );
}
