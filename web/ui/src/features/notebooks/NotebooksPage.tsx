import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { listNotebooks } from '../../api/index.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ago, dateTime } from '../../ui/format.ts';
import { Loading } from '../../ui/Loading.tsx';

/** Every notebook, newest change first. */
export function NotebooksPage() {
  const notebooks = useQuery({ queryKey: ['notebooks'], queryFn: listNotebooks });
  useEffect(() => {
    document.title = 'Notebooks · Weir';
  }, []);
  const shown = [...(notebooks.data ?? [])].sort((a, b) => b.updatedEpochMillis - a.updatedEpochMillis);
  return (
    <>
      <header className="page-head">
        <div className="crumb">
          <h1>Notebooks</h1>
        </div>
      </header>
      <div className="page-body scroll">
        {notebooks.error && <ErrorNote error={notebooks.error} />}
        {notebooks.isPending && <Loading />}
        {notebooks.data && shown.length === 0 && (
          <p className="mut">
            There is no notebook yet. Apply one: <code className="mono">./weir apply -f notebook.yaml</code>
          </p>
        )}
        {shown.length > 0 && (
          <section className="card scroll" aria-label="Notebooks">
            <table className="t roomy">
              <thead>
                <tr>
                  <th>Title</th>
                  <th className="r">Cells</th>
                  <th>Changed</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((n) => (
                  <tr key={n.slug}>
                    <td>
                      <Link href={`/n/${encodeURIComponent(n.slug)}`}>
                        <b>{n.title}</b>
                      </Link>
                    </td>
                    <td className="r">{n.cells}</td>
                    <td className="tn">
                      {dateTime(n.updatedEpochMillis)}{' '}
                      <span className="mut">{ago(n.updatedEpochMillis)}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </>
  );
}
