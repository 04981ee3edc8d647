import type { ChartSpec } from '../../api/types.ts';
import { DataTable, type TableColumn } from '../../ui/DataTable.tsx';
import { typeKind } from '../../ui/format.ts';
import { columnAt, encoded, labelOf, type ResultData } from './data.ts';

/** Rows that are drawn; more belongs into the console. */
const ROWS_MAX = 1000;

/** The columns of a Table chart as it lists them, or all of them. */
export function tableColumns(spec: ChartSpec, data: ResultData, all = false): TableColumn[] {
  const listed = all ? [] : (spec.columns ?? []);
  if (listed.length > 0) {
    return listed
      .map((c) => ({
        at: columnAt(data, c.name),
        title: (c.title ?? c.name) + (c.format?.unit ? `, ${c.format.unit}` : ''),
        type: '',
        format: c.format ?? null,
        bar: c.bar ?? false,
      }))
      .filter((c) => c.at >= 0)
      .map((c) => ({ ...c, type: data.columns[c.at]?.type ?? '' }));
  }
  const measures = new Set([...encoded(spec, data).y, encoded(spec, data).value]);
  return data.columns.map((c, at) => ({
    at,
    title: c.name,
    type: c.type,
    format: spec.format && measures.has(at) && typeKind(c.type) === 'number' ? spec.format : null,
  }));
}

interface ChartTableProps {
  spec: ChartSpec;
  data: ResultData;
  selected: string[];
  /** Every column of the result instead of those that the chart lists. */
  all?: boolean;
  onMark?: ((row: number) => void) | undefined;
}

/** A chart's rows as a table: the Table type, and every other type on demand. */
export function ChartTable({ spec, data, selected, all, onMark }: ChartTableProps) {
  const rows = data.rows.slice(
    0,
    Math.min(spec.type === 'Table' ? (spec.limit ?? ROWS_MAX) : ROWS_MAX, ROWS_MAX),
  );
  const field = columnAt(data, spec.crossFilter?.field);
  return (
    <DataTable
      label={spec.title ?? spec.name}
      columns={tableColumns(spec, data, all)}
      rows={rows}
      isOn={(row) => selected.length > 0 && field >= 0 && selected.includes(labelOf(data, row, field))}
      {...(onMark && { onRow: onMark })}
    />
  );
}
