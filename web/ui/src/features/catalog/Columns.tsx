import type { TableInfo } from '../../api/types.ts';
import { bytes, exact, formatCell, typeKind } from '../../ui/format.ts';
import { Key } from '../../ui/icons.ts';

/** A moment is written short; the files tab has it exact. */
const bound = (text: string, type: string) =>
  formatCell(text, type, typeKind(type) === 'time' ? { kind: 'Date' } : null);

function Range({
  min,
  max,
  type,
}: {
  min: string | null | undefined;
  max: string | null | undefined;
  type: string;
}) {
  if (min == null || max == null) return <span className="mut">not known</span>;
  return (
    <>
      {bound(min, type)} – {bound(max, type)}
    </>
  );
}

/** The columns with what the manifests know of them, without reading data. */
export function Columns({ info }: { info: TableInfo }) {
  const table = info.kind === 'TABLE';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section className="card scroll" aria-label="Columns" tabIndex={0}>
      <table className="t roomy">
        <thead>
          <tr>
            <th>Column</th>
            <th>Type</th>
            {table && <th>Range</th>}
            {table && <th className="r">Empty</th>}
            {table && <th className="r">Size</th>}
          </tr>
        </thead>
        <tbody>
          {info.columns.map((c) => (
            <tr key={c.id}>
              <td>
                <span className="row">
                  <b className="mono">{c.name}</b>
                  {c.key && <Key size={12} className="mut" aria-label="primary key" />}
                  {!c.nullable && !c.key && <span className="tag">not null</span>}
                </span>
                {c.doc && <span className="column-doc">{c.doc}</span>}
              </td>
              <td className="mono t2">{c.type}</td>
              {table && (
                <td className="tn">
                  <Range min={c.min} max={c.max} type={c.type} />
                </td>
              )}
              {table && (
                <td className="r">
                  {c.nullCount == null ? (
                    ''
                  ) : c.nullCount === 0 ? (
                    <span className="mut">none</span>
                  ) : (
                    exact(c.nullCount)
                  )}
                </td>
              )}
              {table && <td className="r">{c.bytes == null ? '' : bytes(c.bytes)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
