import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { loadNotebook } from '../../api/index.ts';
import type { NotebookCell, NotebookSpec } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { bytes, duration } from '../../ui/format.ts';
import { ChartLine, CircleCheck, FileText, Play, Terminal } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Sql } from '../../ui/Sql.tsx';
import { ChartView } from '../charts/ChartView.tsx';
import { type CellResult, runCell } from './run.ts';
import './notebooks.css';

const ICONS = { Text: FileText, Query: Terminal, Chart: ChartLine };

/** A notebook, to be read: text, statements, and their results on demand. */
export function NotebookPage({ slug }: { slug: string }) {
  const notebook = useQuery({ queryKey: ['notebook', slug], queryFn: () => loadNotebook(slug) });
  const title = notebook.data?.resource.spec.title;
  useEffect(() => {
    document.title = `${title ?? 'Notebook'} · Weir`;
  }, [title]);
  if (notebook.error) {
    return (
      <div className="page-body">
        <h1 className="sr">Notebook</h1>
        <ErrorNote error={notebook.error} />
      </div>
    );
  }
  if (!notebook.data) return <Loading label="Loading the notebook" />;
  return <NotebookView slug={slug} spec={notebook.data.resource.spec} />;
}

/** How the result of a query cell is got and kept; shared with the chart cells that draw it. */
const cellQuery = (slug: string, spec: NotebookSpec, cell: NotebookCell | undefined) => ({
  queryKey: ['notebook-cell', slug, cell?.name, cell?.sql],
  queryFn: () => runCell(cell?.sql ?? '', spec),
  retry: false as const,
});

/** The result of a query cell, once somebody has run it. */
const useCell = (slug: string, spec: NotebookSpec, cell: NotebookCell | undefined) =>
  useQuery({ ...cellQuery(slug, spec, cell), enabled: false, staleTime: Number.POSITIVE_INFINITY });

/** Runs the query cells from top to bottom; one that fails says so in its place and does not stop the others. */
function useRunAll(slug: string, spec: NotebookSpec): [boolean, () => Promise<void>] {
  const client = useQueryClient();
  const [running, setRunning] = useState(false);
  const runAll = async () => {
    setRunning(true);
    for (const cell of spec.cells.filter((c) => c.type === 'Query')) {
      await client.fetchQuery({ ...cellQuery(slug, spec, cell), staleTime: 0 }).catch(() => undefined);
    }
    setRunning(false);
  };
  return [running, runAll];
}

/** What a cell is called in the outline: a text by its first words. */
export function cellTitle(cell: NotebookCell): string {
  if (cell.type !== 'Text') return cell.chart?.title ?? cell.name;
  const heading = /^#+\s*(.+)$/m.exec(cell.text ?? '')?.[1];
  return heading ?? cell.name;
}

function NotebookView({ slug, spec }: { slug: string; spec: NotebookSpec }) {
  const folders = (spec.folder ?? '').split('/').filter(Boolean);
  const [running, runAll] = useRunAll(slug, spec);
  return (
    <>
      <header className="page-head">
        <nav className="crumb" aria-label="Breadcrumb">
          <Link href="/n">Notebooks</Link>
          {folders.map((folder) => (
            <Fragment key={folder}>
              <span className="sep">/</span>
              <span>{folder}</span>
            </Fragment>
          ))}
          <span className="sep">/</span>
          <h1>{spec.title}</h1>
        </nav>
        <span className="tag">read-only</span>
        <span className="grow" />
        <button type="button" className="btn primary" disabled={running} onClick={runAll}>
          <Play size={14} aria-hidden="true" />
          {running ? 'Running' : 'Run all'}
        </button>
      </header>
      <div className="notebook">
        <nav className="outline scroll" aria-label="Cells">
          {spec.cells.map((cell) => {
            const Icon = ICONS[cell.type];
            return (
              <a key={cell.name} href={`#${cell.name}`}>
                <Icon size={14} aria-hidden="true" />
                <span className="ell">{cellTitle(cell)}</span>
              </a>
            );
          })}
        </nav>
        <div className="cells scroll">
          {spec.cells.map((cell) => (
            <article
              key={cell.name}
              id={cell.name}
              className={`cell ${cell.type === 'Text' ? 'text' : 'card'}`}
              aria-label={cellTitle(cell)}
            >
              {cell.type === 'Text' && <Markdown text={cell.text ?? ''} />}
              {cell.type === 'Query' && <QueryCell slug={slug} spec={spec} cell={cell} />}
              {cell.type === 'Chart' && <ChartCell slug={slug} spec={spec} cell={cell} />}
            </article>
          ))}
        </div>
      </div>
    </>
  );
}

interface CellProps {
  slug: string;
  spec: NotebookSpec;
  cell: NotebookCell;
}

function CellHead({
  cell,
  kind,
  query,
}: {
  cell: NotebookCell;
  kind: string;
  query: ReturnType<typeof useCell>;
}) {
  return (
    <div className="card-head">
      <h2 className={cell.type === 'Query' ? 'mono' : ''}>
        {cell.type === 'Query' ? cell.name : cellTitle(cell)}
      </h2>
      <span className="sub">{kind}</span>
      <span className="grow" />
      {query.data && <Ran result={query.data} />}
      <button type="button" className="btn small" disabled={query.isFetching} onClick={() => query.refetch()}>
        <Play size={12} aria-hidden="true" />
        {query.isFetching ? 'Running' : 'Run'}
        <span className="sr"> {cell.name}</span>
      </button>
    </div>
  );
}

function Ran({ result }: { result: CellResult }) {
  const { stats } = result.status;
  return (
    <span className="row sm mut tn" role="status">
      <CircleCheck size={14} className="ok" aria-hidden="true" />
      {duration(stats.totalMicros / 1000)} · {stats.cacheHit ? 'cache' : bytes(stats.bytesRead)}
    </span>
  );
}

function QueryCell({ slug, spec, cell }: CellProps) {
  const query = useCell(slug, spec, cell);
  return (
    <>
      <CellHead cell={cell} kind="SQL" query={query} />
      <div className={`cell-split ${query.data ? 'with-result' : ''}`}>
        <div className="cell-code">
          <Sql text={(cell.sql ?? '').trim()} label={`SQL of ${cell.name}`} />
        </div>
        {query.data && (
          <div className="cell-result">
            <ChartView
              spec={{ name: cell.name, title: `Result of ${cell.name}`, type: 'Table' }}
              data={query.data}
            />
          </div>
        )}
      </div>
      {query.error && <ErrorNote error={query.error} />}
    </>
  );
}

function ChartCell({ slug, spec, cell }: CellProps) {
  const source = spec.cells.find((c) => c.name === cell.chart?.query);
  const query = useCell(slug, spec, source);
  if (!cell.chart) return null;
  return (
    <>
      <CellHead cell={cell} kind={`Chart of ${cell.chart.query}`} query={query} />
      <div className={query.data ? 'cell-chart' : ''}>
        {query.data ? (
          <ChartView spec={{ ...cell.chart, name: cell.name }} data={query.data} />
        ) : (
          <p className="note mut">
            {query.isFetching ? `Running ${cell.chart.query}.` : `Run ${cell.chart.query} to see it.`}
          </p>
        )}
      </div>
      {query.error && <ErrorNote error={query.error} />}
    </>
  );
}
