import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { WeirError } from '../../api/client.ts';
import { loadCatalog } from '../../api/index.ts';
import type { ErrorDetail } from '../../api/types.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { CircleAlert, CircleCheck, History, Play, Plus, X } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import type { EditorHandle } from './Editor.tsx';
import { HistoryList } from './HistoryList.tsx';
import { Results } from './Results.tsx';
import { cancelRun, isRunning, startRun, useRun } from './runs.ts';
import { SchemaTree } from './SchemaTree.tsx';
import { addTab, closeTab, editTab, loadTabs, type QueryTab, saveTabs, type TabsState } from './tabs.ts';
import { type Description, useDescription } from './useDescription.ts';
import './console.css';

const Editor = lazy(() => import('./Editor.tsx').then((m) => ({ default: m.Editor })));

const HISTORY_MAX = 100;
const ROW_LIMITS = [1000, 10_000, 100_000, 1_000_000];
const WIDE = '(min-width: 1200px)';

const useWide = () =>
  useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia(WIDE).matches,
  );

/** The tabs of this browser, and the one that the address names. */
function useTabs(id: string | undefined) {
  const [state, setState] = useState(loadTabs);
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const change = (next: TabsState) => {
    saveTabs(next);
    setState(next);
  };
  const go = (next: TabsState) => {
    change(next);
    navigate(`/sql/${next.last}`, { replace: true });
  };
  const tab = state.tabs.find((t) => t.id === id);
  const given = search.get('sql') ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another address leads to another tab.
  useEffect(() => {
    if (id === 'new') go(addTab(state, given));
    else if (!tab)
      navigate(`/sql/${state.tabs.some((t) => t.id === state.last) ? state.last : state.tabs[0]?.id}`, {
        replace: true,
      });
    else if (state.last !== tab.id) change({ ...state, last: tab.id });
  }, [id, given]);
  return { state, tab, change, go };
}

/** The SQL console: schema, tabs, editor, results beside their profile. */
export function ConsolePage({ tab: id }: { tab: string | undefined }) {
  const { state, tab, change, go } = useTabs(id);
  const [history, setHistory] = useState(false);
  const editor = useRef<EditorHandle>(null);
  const catalog = useQuery({ queryKey: ['catalog'], queryFn: loadCatalog });
  useEffect(() => {
    document.title = `${tab?.name ?? 'SQL console'} · Weir`;
  }, [tab?.name]);
  useHotkeys([
    {
      keys: '/',
      does: 'Find a table or column',
      run: () => document.querySelector<HTMLElement>('.schema-find')?.focus(),
    },
    { keys: 'e', does: 'Go to the editor', run: () => editor.current?.focus() },
    { keys: 't', does: 'New query', run: () => go(addTab(state, '')) },
  ]);

  return (
    <>
      <header className="page-head">
        <div className="crumb">
          <h1>SQL console</h1>
        </div>
        <span className="grow" />
        <button type="button" className="btn ghost" onClick={() => setHistory(true)}>
          <History size={14} aria-hidden="true" />
          History
        </button>
      </header>
      <div className="console">
        <SchemaTree
          catalog={catalog.data}
          error={catalog.error}
          onInsert={(text) => editor.current?.insert(text)}
        />
        <div className="console-main">
          <TabBar state={state} current={id} onChange={go} />
          {tab && (
            <Workbench
              key={tab.id}
              tab={tab}
              editor={editor}
              catalog={catalog.data}
              onEdit={(sql) => change(editTab(state, tab.id, sql))}
            />
          )}
        </div>
      </div>
      {history && (
        <Dialog label="History" className="history-dialog" onClose={() => setHistory(false)}>
          <div className="card-head">
            <h2 className="grow">History</h2>
            <button type="button" className="btn ghost small" onClick={() => setHistory(false)}>
              Close <kbd>Esc</kbd>
            </button>
          </div>
          <HistoryList
            max={HISTORY_MAX}
            onChoose={(sql) => {
              setHistory(false);
              go(addTab(state, sql));
            }}
          />
        </Dialog>
      )}
    </>
  );
}

interface TabBarProps {
  state: TabsState;
  current: string | undefined;
  onChange: (state: TabsState) => void;
}

function TabBar({ state, current, onChange }: TabBarProps) {
  return (
    <nav className="query-tabs" aria-label="Queries">
      {state.tabs.map((tab) => (
        <span key={tab.id} className={tab.id === current ? 'on' : ''}>
          <button
            type="button"
            aria-current={tab.id === current ? 'page' : undefined}
            onClick={() => onChange({ ...state, last: tab.id })}
          >
            <span className="ell">{tab.name}</span>
          </button>
          <button
            type="button"
            className="close"
            aria-label={`Close ${tab.name}`}
            title="Close"
            onClick={() => onChange(closeTab(state, tab.id))}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      ))}
      <button
        type="button"
        className="btn ghost small icon"
        aria-label="New query (t)"
        title="New query (t)"
        onClick={() => onChange(addTab(state, ''))}
      >
        <Plus size={14} aria-hidden="true" />
      </button>
    </nav>
  );
}

/** The part of an error that the editor can underline. */
function underlined(error: unknown): ErrorDetail | null {
  return error instanceof WeirError && error.line !== null ? { ...error, message: error.message } : null;
}

interface WorkbenchProps {
  tab: QueryTab;
  editor: React.RefObject<EditorHandle | null>;
  catalog: Parameters<typeof Editor>[0]['catalog'];
  onEdit: (sql: string) => void;
}

function Workbench({ tab, editor, catalog, onEdit }: WorkbenchProps) {
  const run = useRun(tab.id);
  const running = isRunning(run);
  const wide = useWide();
  const [rowsMax, setRowsMax] = useState(100_000);
  const description = useDescription(tab.sql);
  const start = (sql: string) => {
    if (sql.trim() !== '') void startRun(tab.id, sql, rowsMax);
  };
  const cancel = () => void cancelRun(tab.id);
  useHotkeys([
    { keys: 'ctrl+Enter', does: 'Run', run: () => start(tab.sql), inInputs: true },
    { keys: 'ctrl+.', does: 'Cancel the query', run: cancel, inInputs: true },
  ]);
  const failed = run?.sql === tab.sql ? underlined(run.error) : null;
  const invalid = description.state === 'invalid' ? underlined(description.error) : null;
  const error = useStable(failed ?? invalid);

  return (
    <>
      <div className="run-bar">
        {running ? (
          <button type="button" className="btn danger" onClick={cancel}>
            Cancel <kbd>Ctrl .</kbd>
          </button>
        ) : (
          <button
            type="button"
            className="btn primary"
            disabled={tab.sql.trim() === ''}
            onClick={() => start(tab.sql)}
          >
            <Play size={14} aria-hidden="true" />
            Run <kbd>Ctrl ↵</kbd>
          </button>
        )}
        <button
          type="button"
          className="btn"
          disabled={running || tab.sql.trim() === ''}
          onClick={() => start(`EXPLAIN ${tab.sql}`)}
        >
          Explain
        </button>
        <label className="row sm">
          <span className="mut">Rows</span>
          <select
            className="field"
            value={rowsMax}
            onChange={(event) => setRowsMax(Number(event.target.value))}
          >
            {ROW_LIMITS.map((limit) => (
              <option key={limit} value={limit}>
                {`up to ${limit.toLocaleString('en-GB')}`}
              </option>
            ))}
          </select>
        </label>
        <Validity description={description} />
      </div>
      <div className="editor-box">
        <Suspense fallback={<Loading label="Loading the editor" />}>
          <Editor
            initial={tab.sql}
            catalog={catalog}
            error={error}
            handle={editor}
            change={onEdit}
            run={() => start(tab.sql)}
            cancel={cancel}
          />
        </Suspense>
      </div>
      <Results
        run={run}
        sql={tab.sql}
        wide={wide}
        onCancel={cancel}
        onChoose={(sql) => editor.current?.replace(sql)}
      />
    </>
  );
}

/** The same object for the same error, so that the editor underlines it once. */
function useStable(error: ErrorDetail | null): ErrorDetail | null {
  const kept = useRef(error);
  const key = (e: ErrorDetail | null) => e && `${e.code}:${e.line}:${e.column}:${e.message}`;
  if (key(kept.current) !== key(error)) kept.current = error;
  return kept.current;
}

function Validity({ description }: { description: Description }) {
  if (description.state === 'valid') {
    const { kind, columns, tables } = description.description;
    return (
      <span className="validity" data-testid="validity">
        <CircleCheck size={14} className="ok" aria-hidden="true" />
        <span className="ell">
          Valid {kind}
          {columns.length > 0 && `, ${columns.length} ${columns.length === 1 ? 'column' : 'columns'}`}
          {tables.length > 0 && ` from ${tables.join(', ')}`}
        </span>
      </span>
    );
  }
  if (description.state === 'invalid') {
    const { error } = description;
    return (
      <span className="validity bad" role="status" data-testid="validity">
        <CircleAlert size={14} aria-hidden="true" />
        <span className="ell" title={error instanceof Error ? error.message : ''}>
          {error instanceof Error ? error.message : String(error)}
          {error instanceof WeirError && error.hint && ` ${error.hint}`}
        </span>
      </span>
    );
  }
  return null;
}
