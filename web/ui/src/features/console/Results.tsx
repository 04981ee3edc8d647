import { lazy, Suspense, useEffect, useState } from 'react';
import { WeirError } from '../../api/client.ts';
import { PROGRESS_MILLIS, QUIET_MILLIS, useAfter } from '../../ui/Delayed.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { bytes, duration, exact, timeOfDay } from '../../ui/format.ts';
import { CircleCheck, Copy, Download } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { QueryProfile } from '../queries/QueryProfile.tsx';
import { delimited, download, everyRow } from './export.ts';
import { HistoryList } from './HistoryList.tsx';
import { announced, progressWords } from './progress.ts';
import { isRunning, type Run, type RunResult } from './runs.ts';

const ResultGrid = lazy(() => import('./ResultGrid.tsx').then((m) => ({ default: m.ResultGrid })));
const QuickChart = lazy(() => import('./QuickChart.tsx').then((m) => ({ default: m.QuickChart })));

const RECENT = 3;
type TabName = 'rows' | 'chart' | 'profile';

interface ResultsProps {
  run: Run | undefined;
  /** The text as it is now, to tell whether the result is of it. */
  sql: string;
  wide: boolean;
  onCancel: () => void;
  onChoose: (sql: string) => void;
}

/** What came of the last run: progress, rows, chart, profile, or why not. */
export function Results({ run, sql, wide, onCancel, onChoose }: ResultsProps) {
  const [tab, setTab] = useState<TabName>('rows');
  const running = isRunning(run);
  const slow = useAfter(running, QUIET_MILLIS);
  const result = run?.result;
  if (!run) {
    return (
      <section className="results" aria-label="Results">
        <p className="note">Run a statement to see its rows here. Ran lately:</p>
        <HistoryList max={RECENT} onChoose={onChoose} />
      </section>
    );
  }
  const failed = run.error !== undefined;
  return (
    <section className="results" aria-label="Results" aria-busy={running}>
      <div className="results-bar">
        <Tabs
          label="Result"
          panel="result-panel"
          selected={tab}
          onSelect={setTab}
          tabs={[
            { name: 'rows', title: 'Results', ...(result && { count: result.rowCount }) },
            { name: 'chart', title: 'Chart' },
            ...(wide ? [] : [{ name: 'profile' as const, title: 'Profile' }]),
          ]}
        />
        <span className="grow" />
        {result && (
          <ResultFacts result={result} edited={result.sql.trim() !== sql.trim()} stale={failed || running} />
        )}
        {result && <ExportButtons result={result} />}
      </div>
      {slow && run.status && <Progress run={run} onCancel={onCancel} />}
      {failed && <Failure error={run.error} stale={result !== undefined} />}
      <div
        id="result-panel"
        role="tabpanel"
        aria-label={tab}
        className={`result-panel ${wide && result ? 'with-profile' : ''}`}
      >
        <div className={`result-main ${failed || slow ? 'stale' : ''}`}>
          {result && (
            <Suspense fallback={<Loading label="Loading the grid" />}>
              {tab === 'rows' && <Rows result={result} />}
              {tab === 'chart' && <QuickChart key={result.status.id} result={result} />}
              {tab === 'profile' && <QueryProfile query={result.status} brief />}
            </Suspense>
          )}
          {!result && slow && !failed && <Loading label="Running" />}
        </div>
        {wide && result && <QueryProfile query={result.status} brief />}
      </div>
    </section>
  );
}

/** A statement that changes something answers in words, an EXPLAIN as text, everything else as a grid. */
function Rows({ result }: { result: RunResult }) {
  if (result.columns.length === 0)
    return <p className="note">Done. {result.status.statementKind} changed the table.</p>;
  const plan = result.status.statementKind?.toUpperCase().startsWith('EXPLAIN') && result.columns.length <= 2;
  if (plan) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
      <section className="code plan scroll" tabIndex={0} aria-label="Plan">
        {result.rows.map((row) => String(row.at(-1) ?? '')).join('\n')}
      </section>
    );
  }
  return <ResultGrid result={result} />;
}

function ResultFacts({ result, edited, stale }: { result: RunResult; edited: boolean; stale: boolean }) {
  const { stats } = result.status;
  const at = stats.tables.map((t) => t.committedEpochMillis).filter((t) => t != null);
  return (
    <span className="result-facts tn" role="status" data-testid="facts">
      {stale ? (
        <span className="tag warn">earlier result</span>
      ) : (
        edited && <span className="tag">edited since run</span>
      )}
      <CircleCheck size={14} className="ok" aria-hidden="true" />
      <span className="ell">
        <b>{duration(stats.totalMicros / 1000)}</b> · {exact(result.rowCount)}{' '}
        {result.rowCount === 1 ? 'row' : 'rows'}
        {stats.truncated && ', cut at the limit'}
        {stats.cacheHit ? ' · cache' : ` · ${bytes(stats.bytesRead)} read`}
        {at.length > 0 && ` · snapshot ${timeOfDay(Math.max(...at))}`}
      </span>
    </span>
  );
}

function ExportButtons({ result }: { result: RunResult }) {
  const copy = () => navigator.clipboard.writeText(delimited(result.columns, result.rows, '\t'));
  const save = async () =>
    download(`${result.status.id}.csv`, delimited(result.columns, await everyRow(result), ','));
  return (
    <>
      <button
        type="button"
        className="btn ghost small icon"
        aria-label="Copy with headers"
        title="Copy with headers"
        onClick={copy}
      >
        <Copy size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="btn ghost small icon"
        aria-label="Download as CSV"
        title="Download as CSV"
        onClick={save}
      >
        <Download size={14} aria-hidden="true" />
      </button>
    </>
  );
}

const TICK_MILLIS = 200;

/** Milliseconds since `from`, going on while it is shown. */
function useElapsed(from: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MILLIS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, now - from);
}

function Progress({ run, onCancel }: { run: Run; onCancel: () => void }) {
  const elapsed = useElapsed(run.startedAt);
  const told = useAfter(true, PROGRESS_MILLIS);
  const { status } = run;
  if (!status || !told) return null;
  const { percent } = status.stats;
  return (
    <div className="progress-line" data-testid="progress">
      <span className="sr" role="status">
        {announced(status)}
      </span>
      <span className="tn ell grow" aria-hidden="true">
        {progressWords(status, elapsed).join(' · ')}
      </span>
      <CancelButton onCancel={onCancel} />
      <div
        className={`prog ${percent < 0 ? 'unknown' : ''}`}
        role="progressbar"
        aria-label="Progress of the query"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent < 0 ? undefined : Math.round(percent)}
      >
        <i style={percent < 0 ? undefined : { width: `${percent}%` }} />
      </div>
    </div>
  );
}

const CancelButton = ({ onCancel }: { onCancel: () => void }) => (
  <button type="button" className="btn small danger" onClick={onCancel}>
    Cancel <kbd>Ctrl .</kbd>
  </button>
);

function Failure({ error, stale }: { error: unknown; stale: boolean }) {
  const cancelled = error instanceof WeirError && error.code === 'CANCELLED';
  return (
    <div className="failure">
      {cancelled ? <p className="note">The query was cancelled.</p> : <ErrorNote error={error} />}
      {stale && <p className="note mut">Below is the result of the run before.</p>}
    </div>
  );
}
