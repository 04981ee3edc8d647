import { type ReactNode, useState } from 'react';
import { formatCell, type NumberFormat, toNumber, typeKind } from './format.ts';
import { ArrowDown, ArrowUp } from './icons.ts';

export interface TableColumn {
  /** Where its cells are in a row. */
  at: number;
  title: string;
  type: string;
  format?: NumberFormat | null;
  /** A bar left of the number, as long as its share of the largest. */
  bar?: boolean;
}

interface DataTableProps {
  label: string;
  columns: TableColumn[];
  rows: unknown[][];
  /** Called with the index of a row in `rows`. */
  onRow?: (index: number) => void;
  isOn?: (row: unknown[]) => boolean;
}

const BAR_PX = 56;

/** Digits of a double that say something; all of them are in the console. */
const isDouble = (type: string) => /^(DOUBLE|FLOAT|REAL)/i.test(type);

/** One cell as people read it: null is said, an empty string is visible. */
export function Cell({
  cell,
  type,
  format,
}: {
  cell: unknown;
  type: string;
  format?: NumberFormat | null;
}): ReactNode {
  const text = formatCell(cell, type, format ?? (isDouble(type) ? { kind: 'Number' } : null));
  if (text === null) return <span className="null">null</span>;
  if (text === '') return <span className="mut mono">''</span>;
  return text;
}

function compare(a: unknown, b: unknown, numeric: boolean): number {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  if (numeric) return (toNumber(a) ?? 0) - (toNumber(b) ?? 0);
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** Rows of a result; a click on a head sorts. For up to a few thousand rows: every one is drawn. */
export function DataTable({ label, columns, rows, onRow, isOn }: DataTableProps) {
  const [sort, setSort] = useState<{ at: number; down: boolean } | null>(null);
  const sortType = columns.find((c) => c.at === sort?.at)?.type ?? '';
  const order = rows.map((_, i) => i);
  if (sort) {
    const numeric = typeKind(sortType) === 'number';
    order.sort((a, b) => compare(rows[a]?.[sort.at], rows[b]?.[sort.at], numeric) * (sort.down ? -1 : 1));
  }
  const largest = new Map(
    columns
      .filter((c) => c.bar)
      .map((c) => [c.at, Math.max(...rows.map((row) => Math.abs(toNumber(row[c.at]) ?? 0)), 1e-12)]),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section className="scroll" tabIndex={0} aria-label={label} style={{ position: 'absolute', inset: 0 }}>
      <table className="t">
        <thead>
          <tr>
            {columns.map((column) => {
              const on = sort?.at === column.at;
              return (
                <th
                  key={column.at}
                  className={typeKind(column.type) === 'number' ? 'r' : undefined}
                  aria-sort={on ? (sort.down ? 'descending' : 'ascending') : undefined}
                >
                  <button type="button" onClick={() => setSort({ at: column.at, down: !on || !sort.down })}>
                    {column.title}
                    {on &&
                      (sort.down ? (
                        <ArrowDown size={11} aria-hidden="true" />
                      ) : (
                        <ArrowUp size={11} aria-hidden="true" />
                      ))}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {order.map((index) => {
            const row = rows[index] ?? [];
            return (
              <tr
                key={index}
                className={isOn?.(row) ? 'on' : undefined}
                tabIndex={onRow ? 0 : undefined}
                style={onRow ? { cursor: 'pointer' } : undefined}
                onClick={onRow && (() => onRow(index))}
                onKeyDown={onRow && ((event) => event.key === 'Enter' && onRow(index))}
              >
                {columns.map((column) => (
                  <td key={column.at} className={typeKind(column.type) === 'number' ? 'r' : undefined}>
                    {column.bar ? (
                      <BarCell column={column} cell={row[column.at]} largest={largest.get(column.at) ?? 1} />
                    ) : (
                      <Cell cell={row[column.at]} type={column.type} format={column.format} />
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function BarCell({ column, cell, largest }: { column: TableColumn; cell: unknown; largest: number }) {
  const width = (Math.abs(toNumber(cell) ?? 0) / largest) * BAR_PX;
  return (
    <span className="bar-cell">
      <i style={{ width: `${width.toFixed(0)}px` }} />
      <Cell cell={cell} type={column.type} format={column.format} />
    </span>
  );
}
