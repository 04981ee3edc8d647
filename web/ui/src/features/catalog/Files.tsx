import { useQuery } from '@tanstack/react-query';
import { listFiles } from '../../api/index.ts';
import type { TableInfo } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { bytes, exact, formatCell } from '../../ui/format.ts';
import { Loading } from '../../ui/Loading.tsx';

const FILES_MAX = 500;

/** The data files with the bounds that queries are pruned by. */
export function Files({ namespace, info }: { namespace: string; info: TableInfo }) {
  const files = useQuery({
    queryKey: ['files', namespace, info.name],
    queryFn: () => listFiles(namespace, info.name, FILES_MAX),
  });
  if (files.error) return <ErrorNote error={files.error} />;
  if (!files.data) return <Loading />;
  const keys = info.columns.filter((c) => files.data.some((f) => f.min[c.name] !== undefined));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section className="card scroll" aria-label="Files" tabIndex={0}>
      {files.data.length < info.files && (
        <p className="note mut">
          The first {exact(files.data.length)} of {exact(info.files)} files.
        </p>
      )}
      <table className="t roomy">
        <thead>
          <tr>
            <th>File</th>
            <th className="r">Rows</th>
            <th className="r">Size</th>
            <th className="r">Row groups</th>
            {keys.map((c) => (
              <th key={c.id}>{c.name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {files.data.map((f) => (
            <tr key={f.path}>
              <td className="mono" title={f.path}>
                {f.path.split('/').at(-1)}
              </td>
              <td className="r">{exact(f.rows)}</td>
              <td className="r">{bytes(f.bytes)}</td>
              <td className="r">{f.rowGroups ?? ''}</td>
              {keys.map((c) => (
                <td key={c.id} className="tn">
                  {f.min[c.name] === undefined
                    ? ''
                    : `${formatCell(f.min[c.name], c.type)} – ${formatCell(f.max[c.name], c.type)}`}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
