import { useSyncExternalStore } from 'react';
import { WeirError } from '../../api/client.ts';
import { cancelQuery, followQuery, isFinal, loadRows, submitQuery } from '../../api/index.ts';
import type { QueryStatus, ResultColumn } from '../../api/types.ts';

/** Up to so many rows are held here and can be sorted; more are paged from the server. */
export const HELD_ROWS_MAX = 10_000;

/** A run of a tab's statement. The last good result stays until the next one is there. */
export interface Run {
  sql: string;
  startedAt: number;
  status?: QueryStatus;
  error?: unknown;
  /** The last result that came whole. */
  result?: RunResult;
}

export interface RunResult {
  status: QueryStatus;
  sql: string;
  columns: ResultColumn[];
  rowCount: number;
  /** Every row when there are few; the first ones otherwise. */
  rows: unknown[][];
}

// Outside the components, so that a query goes on being followed while its tab or page is left.
const runs = new Map<string, Run>();
const listeners = new Set<() => void>();

function set(tab: string, run: Run) {
  runs.set(tab, run);
  for (const listener of listeners) listener();
}

export const useRun = (tab: string): Run | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => runs.get(tab),
  );

export const isRunning = (run: Run | undefined) =>
  run !== undefined &&
  run.error === undefined &&
  (run.status === undefined || !isFinal(run.status.state) || run.result?.status.id !== run.status.id);

async function loadResult(status: QueryStatus, sql: string): Promise<RunResult> {
  const first = await loadRows(status.id, 0, HELD_ROWS_MAX);
  const rows = first.rows;
  while (first.rowCount <= HELD_ROWS_MAX && rows.length < first.rowCount) {
    const page = await loadRows(status.id, rows.length, HELD_ROWS_MAX);
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
  }
  return { status, sql, columns: first.columns, rowCount: first.rowCount, rows };
}

/** Runs a statement for a tab. An answer that comes after a newer run was started is dropped. */
export async function startRun(tab: string, sql: string, rowsMax: number) {
  const previous = runs.get(tab)?.result;
  const run: Run = { sql, startedAt: Date.now(), ...(previous && { result: previous }) };
  set(tab, run);
  const current = () => runs.get(tab)?.startedAt === run.startedAt;
  const update = (change: Partial<Run>) => current() && set(tab, { ...(runs.get(tab) ?? run), ...change });
  const fail = (error: unknown) => update({ error });
  const take = (status: QueryStatus) => {
    update({ status });
    if (status.state !== 'SUCCEEDED') return;
    loadResult(status, sql).then((result) => update({ result }), fail);
  };
  try {
    const started = await submitQuery({ sql, rowsMax });
    if (isFinal(started.state)) {
      take(started);
      if (started.state !== 'SUCCEEDED') update({ error: failureOf(started) });
      return;
    }
    update({ status: started });
    followQuery(
      started.id,
      (status) => {
        take(status);
        if (isFinal(status.state) && status.state !== 'SUCCEEDED') update({ error: failureOf(status) });
      },
      fail,
    );
  } catch (error) {
    fail(error);
  }
}

/** Asks the running query of a tab to stop. */
export async function cancelRun(tab: string) {
  const run = runs.get(tab);
  if (run?.status && !isFinal(run.status.state)) await cancelQuery(run.status.id);
}

const failureOf = ({ error, id, state }: QueryStatus) =>
  new WeirError(400, {
    ...error,
    code: error?.code ?? (state === 'CANCELLED' ? state : 'INTERNAL'),
    message: error?.message ?? (state === 'CANCELLED' ? 'The query was cancelled.' : 'The query failed.'),
    queryId: error?.queryId ?? id,
  });
