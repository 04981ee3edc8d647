import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { listSnapshots } from '../../api/index.ts';
import type { Snapshot } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { dateTime, exact, zone } from '../../ui/format.ts';
import { Loading } from '../../ui/Loading.tsx';
import { tableName } from '../../ui/sql.ts';

const BRIEF_ROWS = 7;

interface SnapshotsProps {
  namespace: string;
  table: string;
  /** Only the newest, with their size as a bar. */
  brief?: boolean;
}

/** The moment of a snapshot as SQL writes it, in UTC. */
const sqlTime = (snapshot: Snapshot) => new Date(snapshot.committedEpochMillis).toISOString();

/** A statement that reads the table as it was at a snapshot. */
export const asOfQuery = (namespace: string, table: string, snapshot: Snapshot) =>
  `/sql/new?sql=${encodeURIComponent(`SELECT *\nFROM ${tableName(namespace, table)} AS OF TIMESTAMP '${sqlTime(snapshot)}'\nLIMIT 100`)}`;

/** What was committed, newest first; a click reads the table as it was. */
export function Snapshots({ namespace, table, brief = false }: SnapshotsProps) {
  const snapshots = useQuery({
    queryKey: ['snapshots', namespace, table],
    queryFn: () => listSnapshots(namespace, table),
  });
  const list = [...(snapshots.data ?? [])].sort((a, b) => b.committedEpochMillis - a.committedEpochMillis);
  return (
    <section className="card scroll" aria-label="Snapshots">
      {brief && (
        <div className="card-head">
          <h2>Snapshots</h2>
          <span className="sub">rows added</span>
        </div>
      )}
      {snapshots.error && <ErrorNote error={snapshots.error} />}
      {snapshots.isPending && <Loading lines={2} />}
      {snapshots.data && list.length === 0 && (
        <p className="note mut">Nothing has been written to this table yet.</p>
      )}
      {list.length > 0 &&
        (brief ? (
          <Bars list={list.slice(0, BRIEF_ROWS)} />
        ) : (
          <Full list={list} namespace={namespace} table={table} />
        ))}
    </section>
  );
}

function Bars({ list }: { list: Snapshot[] }) {
  const largest = Math.max(...list.map((s) => s.addedRows ?? 0), 1);
  return (
    <ul className="snapshot-bars">
      {list.map((s) => (
        <li key={s.id} className={s.current ? 'on' : ''}>
          <span className="tn">{dateTime(s.committedEpochMillis)}</span>
          <span>
            <i style={{ width: `${((s.addedRows ?? 0) / largest) * 100}%` }} />
          </span>
          <span className="tn">+{exact(s.addedRows ?? 0)}</span>
        </li>
      ))}
    </ul>
  );
}

const signed = (value: number | null | undefined, sign: string) =>
  value ? `${sign}${exact(value)}` : <span className="mut">none</span>;

function Full({ list, namespace, table }: { list: Snapshot[]; namespace: string; table: string }) {
  return (
    <table className="t roomy">
      <thead>
        <tr>
          <th title={`Times in ${zone()}`}>Committed</th>
          <th>Operation</th>
          <th className="r">Added</th>
          <th className="r">Deleted</th>
          <th className="r">Rows</th>
          <th className="r">Files</th>
          <th>Snapshot</th>
          <th>As it was</th>
        </tr>
      </thead>
      <tbody>
        {list.map((s) => (
          <tr key={s.id} className={s.current ? 'on' : ''}>
            <td className="tn">
              {dateTime(s.committedEpochMillis)} {s.current && <span className="tag accent">current</span>}
            </td>
            <td>{s.operation}</td>
            <td className="r">{signed(s.addedRows, '+')}</td>
            <td className="r">{signed(s.deletedRows, '−')}</td>
            <td className="r">{s.totalRows == null ? '' : exact(s.totalRows)}</td>
            <td className="r">{s.totalFiles == null ? '' : exact(s.totalFiles)}</td>
            <td className="mono">{s.id}</td>
            <td>
              <Link href={asOfQuery(namespace, table, s)}>Query as of</Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
