import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { listDashboards } from '../../api/index.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ago, dateTime } from '../../ui/format.ts';
import { CircleCheck, Star, TriangleAlert } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';

/** Every dashboard, newest change first. */
export function DashboardsPage() {
  const [text, setText] = useState('');
  const dashboards = useQuery({ queryKey: ['dashboards'], queryFn: listDashboards });
  useEffect(() => {
    document.title = 'Dashboards · Weir';
  }, []);
  const shown = (dashboards.data ?? [])
    .filter((d) => `${d.title} ${d.folder ?? ''}`.toLowerCase().includes(text.toLowerCase()))
    .sort((a, b) => b.updatedEpochMillis - a.updatedEpochMillis);
  return (
    <>
      <header className="page-head">
        <div className="crumb">
          <h1>Dashboards</h1>
        </div>
        <span className="grow" />
        <input
          className="field"
          placeholder="Find a dashboard"
          aria-label="Find a dashboard"
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
      </header>
      <div className="page-body scroll">
        {dashboards.error && <ErrorNote error={dashboards.error} />}
        {dashboards.isPending && <Loading />}
        {dashboards.data && shown.length === 0 && (
          <p className="mut">
            {text ? `No dashboard is called “${text}”.` : 'There is no dashboard yet. Apply one: '}
            {!text && <code className="mono">./weir apply -f dashboard.yaml</code>}
          </p>
        )}
        {shown.length > 0 && (
          <section className="card scroll" aria-label="Dashboards">
            <table className="t roomy">
              <thead>
                <tr>
                  <th>Title</th>
                  <th>Folder</th>
                  <th className="r">Charts</th>
                  <th>State</th>
                  <th>Changed</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((d) => (
                  <tr key={d.slug}>
                    <td>
                      <Link href={`/d/${encodeURIComponent(d.slug)}`} className="row">
                        <b>{d.title}</b>
                        {d.favourite && <Star size={12} fill="currentColor" aria-label="Favourite" />}
                      </Link>
                    </td>
                    <td className="t2">{d.folder}</td>
                    <td className="r">{d.charts}</td>
                    <td>
                      {d.ready ? (
                        <span className="row ok">
                          <CircleCheck size={14} aria-hidden="true" />
                          Ready
                        </span>
                      ) : (
                        <span className="row warn" title={d.message ?? undefined}>
                          <TriangleAlert size={14} aria-hidden="true" />
                          {d.message ?? 'Not ready'}
                        </span>
                      )}
                    </td>
                    <td className="tn">
                      {dateTime(d.updatedEpochMillis)}{' '}
                      <span className="mut">{ago(d.updatedEpochMillis)}</span>
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
