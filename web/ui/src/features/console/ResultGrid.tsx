import {
  CellStyleModule,
  ClientSideRowModelModule,
  type ColDef,
  ColumnAutoSizeModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  RowStyleModule,
  themeQuartz,
  type ValueFormatterParams,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useMemo } from 'react';
import { loadRows } from '../../api/index.ts';
import { formatCell, toNumber, typeKind } from '../../ui/format.ts';
import { HELD_ROWS_MAX, type RunResult } from './runs.ts';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  InfiniteRowModelModule,
  ColumnAutoSizeModule,
  CellStyleModule,
  RowStyleModule,
]);

const PAGE_ROWS = 500;
const PAGES_HELD = 20;

const theme = themeQuartz.withParams({
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--text)',
  headerBackgroundColor: 'var(--surface)',
  headerTextColor: 'var(--text-3)',
  borderColor: 'var(--line)',
  rowHoverColor: 'var(--hover)',
  accentColor: 'var(--accent)',
  fontFamily: 'var(--sans)',
  fontSize: 12,
  headerFontSize: 11,
  headerFontWeight: 550,
  rowHeight: 26,
  headerHeight: 28,
  cellHorizontalPadding: 8,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
});

const NULL_TEXT = 'null';
const EMPTY_TEXT = "''";

function columnDefs({ columns, rowCount }: RunResult): ColDef[] {
  const sortable = rowCount <= HELD_ROWS_MAX;
  const number: ColDef = {
    colId: 'row',
    headerName: '',
    width: 24 + String(rowCount).length * 8,
    pinned: 'left',
    suppressMovable: true,
    sortable: false,
    resizable: false,
    cellClass: 'row-number',
    suppressAutoSize: true,
    valueGetter: (p) => (p.node?.rowIndex ?? 0) + 1,
  };
  const data = columns.map((column, at): ColDef => {
    const numeric = typeKind(column.type) === 'number';
    return {
      colId: String(at),
      headerName: column.name,
      sortable,
      valueGetter: (p) => (p.data as unknown[] | undefined)?.[at],
      valueFormatter: (p: ValueFormatterParams) => cellText(p.value, column.type),
      ...(numeric && { comparator: (a, b) => (toNumber(a) ?? -Infinity) - (toNumber(b) ?? -Infinity) }),
      cellClass: numeric ? 'number' : '',
      headerClass: numeric ? 'ag-right-aligned-header' : '',
      cellClassRules: { null: (p) => p.value === null, blank: (p) => p.value === '' },
      maxWidth: 800,
    };
  });
  return [number, ...data];
}

function cellText(cell: unknown, type: string): string {
  if (cell === undefined) return '';
  const text = formatCell(cell, type);
  if (text === null) return NULL_TEXT;
  return text === '' ? EMPTY_TEXT : text;
}

/** A result of any size: few rows are held and sortable, many are paged from the server as they come into sight. */
export function ResultGrid({ result }: { result: RunResult }) {
  const columns = useMemo(() => columnDefs(result), [result]);
  const held = result.rowCount <= HELD_ROWS_MAX;
  const source = useMemo(
    () => ({
      rowCount: result.rowCount,
      getRows: async (p: {
        startRow: number;
        endRow: number;
        successCallback: (rows: unknown[][], last: number) => void;
        failCallback: () => void;
      }) => {
        try {
          const inHand = p.endRow <= result.rows.length;
          const rows = inHand
            ? result.rows.slice(p.startRow, p.endRow)
            : (await loadRows(result.status.id, p.startRow, p.endRow - p.startRow)).rows;
          p.successCallback(rows, result.rowCount);
        } catch {
          p.failCallback();
        }
      },
    }),
    [result],
  );
  const common = {
    theme,
    columnDefs: columns,
    animateRows: false,
    enableCellTextSelection: true,
    ensureDomOrder: true,
    autoSizeStrategy: { type: 'fitCellContents' as const },
    suppressColumnVirtualisation: result.columns.length <= 20,
  };
  return (
    <div className="result-grid" data-testid="grid" data-rows={result.rowCount}>
      {held ? (
        <AgGridReact key={result.status.id} {...common} rowData={result.rows} />
      ) : (
        <AgGridReact
          key={result.status.id}
          {...common}
          rowModelType="infinite"
          datasource={source}
          cacheBlockSize={PAGE_ROWS}
          maxBlocksInCache={PAGES_HELD}
          infiniteInitialRowCount={result.rowCount}
        />
      )}
    </div>
  );
}
