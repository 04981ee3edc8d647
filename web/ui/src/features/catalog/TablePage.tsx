import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { loadTable } from '../../api/index.ts';
import type { TableInfo } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { Sql } from '../../ui/Sql.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Columns } from './Columns.tsx';
import { Files } from './Files.tsx';
import { Overview } from './Overview.tsx';
import { SampleRows } from './SampleRows.tsx';
import { Snapshots } from './Snapshots.tsx';

type TabName = 'overview' | 'columns' | 'snapshots' | 'files' | 'sample' | 'definition';

interface TablePageProps {
  namespace: string;
  table: string;
  tab: string | undefined;
}

/** Everything that is known of one table or view. */
export function TablePage({ namespace, table, tab }: TablePageProps) {
  const info = useQuery({
    queryKey: ['table', namespace, table],
    queryFn: () => loadTable(namespace, table),
  });
  const [, navigate] = useLocation();
  if (info.error) {
    return (
      <div className="page-body">
        <ErrorNote error={info.error} />
      </div>
    );
  }
  if (!info.data) return <Loading label="Loading the table" />;
  const view = info.data.kind === 'VIEW';
  const tabs = [
    { name: 'overview' as const, title: 'Overview' },
    { name: 'columns' as const, title: 'Columns', count: info.data.columns.length },
    ...(view
      ? [{ name: 'definition' as const, title: 'Definition' }]
      : [
          { name: 'snapshots' as const, title: 'Snapshots', count: info.data.snapshots },
          { name: 'files' as const, title: 'Files', count: info.data.files },
        ]),
    { name: 'sample' as const, title: 'Sample' },
  ];
  const selected = tabs.find((t) => t.name === tab)?.name ?? 'overview';
  const base = `/catalog/${encodeURIComponent(namespace)}/${encodeURIComponent(table)}`;
  return (
    <div className="table-page">
      <div className="tab-bar">
        <Tabs
          label="About this table"
          tabs={tabs}
          selected={selected}
          panel="table-panel"
          onSelect={(name) => navigate(name === 'overview' ? base : `${base}/${name}`, { replace: true })}
        />
      </div>
      <div id="table-panel" role="tabpanel" aria-label={selected} className="page-body scroll">
        <Panel name={selected} namespace={namespace} info={info.data} />
      </div>
    </div>
  );
}

function Panel({ name, namespace, info }: { name: TabName; namespace: string; info: TableInfo }) {
  switch (name) {
    case 'columns':
      return <Columns info={info} />;
    case 'snapshots':
      return <Snapshots namespace={namespace} table={info.name} />;
    case 'files':
      return <Files namespace={namespace} info={info} />;
    case 'sample':
      return <SampleRows namespace={namespace} table={info.name} />;
    case 'definition':
      return (
        <section className="card note">
          <Sql text={info.sql ?? ''} label={`Definition of ${info.name}`} />
        </section>
      );
    default:
      return <Overview namespace={namespace} info={info} />;
  }
}
