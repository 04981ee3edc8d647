import { useQuery } from '@tanstack/react-query';
import { loadSample } from '../../api/index.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Loading } from '../../ui/Loading.tsx';

const ROWS = 100;

/** A few rows, to see what the data looks like. */
export function SampleRows({ namespace, table }: { namespace: string; table: string }) {
  const sample = useQuery({
    queryKey: ['sample', namespace, table],
    queryFn: () => loadSample(namespace, table, ROWS),
  });
  if (sample.error) return <ErrorNote error={sample.error} />;
  if (!sample.data) return <Loading />;
  const columns = sample.data.columns.map((c, at) => ({ at, title: c.name, type: c.type }));
  return (
    <section className="card sample">
      <DataTable label={`Sample of ${table}`} columns={columns} rows={sample.data.rows} />
    </section>
  );
}
