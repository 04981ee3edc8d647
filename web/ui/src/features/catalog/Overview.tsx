import { Link } from 'wouter';
import type { TableInfo } from '../../api/types.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { bytes, dateTime, exact } from '../../ui/format.ts';
import { LayoutDashboard, NotebookPen } from '../../ui/icons.ts';
import { objectPath } from '../shell/places.ts';
import { Columns } from './Columns.tsx';
import { Snapshots } from './Snapshots.tsx';

/** The table at a glance: columns left; size, snapshots and readers right. */
export function Overview({ namespace, info }: { namespace: string; info: TableInfo }) {
  return (
    <div className="overview">
      <div className="overview-main">
        {info.doc && <p className="table-doc">{info.doc}</p>}
        <Columns info={info} />
      </div>
      <div className="overview-side">
        <section className="card" aria-label="At a glance">
          <div className="card-head">
            <h2>At a glance</h2>
          </div>
          <Glance info={info} />
        </section>
        {info.kind === 'TABLE' && <Snapshots namespace={namespace} table={info.name} brief />}
        <UsedBy info={info} />
      </div>
    </div>
  );
}

function Glance({ info }: { info: TableInfo }) {
  return (
    <dl className="facts note">
      {info.kind === 'TABLE' && (
        <>
          <dt>Rows</dt>
          <dd>{exact(info.rows)}</dd>
          <dt>Size</dt>
          <dd>
            {bytes(info.bytes)}, {exact(info.files)} {info.files === 1 ? 'file' : 'files'}
          </dd>
          <dt>Key</dt>
          <dd className="mono">{info.primaryKey.join(', ') || 'none'}</dd>
          <dt>Sorted by</dt>
          <dd className="mono">{info.sortOrder.join(', ') || 'nothing'}</dd>
        </>
      )}
      <dt>Changed</dt>
      <dd>{dateTime(info.updatedEpochMillis)}</dd>
      {info.location && (
        <>
          <dt>Location</dt>
          <dd className="row">
            <span className="mono ell" title={info.location}>
              {info.location}
            </span>
            <CopyButton text={info.location} label="Copy location" />
          </dd>
        </>
      )}
    </dl>
  );
}

function UsedBy({ info }: { info: TableInfo }) {
  return (
    <section className="card" aria-label="Used by">
      <div className="card-head">
        <h2>Used by</h2>
      </div>
      {info.usedBy.length === 0 && <p className="note mut">No dashboard or notebook reads it.</p>}
      <ul>
        {info.usedBy.map((use) => (
          <li key={`${use.kind}/${use.slug}`}>
            <Link href={objectPath(use.kind, use.slug)} className="used-by">
              {use.kind === 'notebook' ? (
                <NotebookPen size={14} aria-hidden="true" />
              ) : (
                <LayoutDashboard size={14} aria-hidden="true" />
              )}
              <span className="ell">{use.title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
