/** The shapes of the REST API under the names that the app uses. */
import type { DashboardSpec, FilterValue, NotebookSpec } from './schema.ts';

export type {
  CatalogAnswer as Catalog,
  CatalogTable,
  ContentItem,
  ContentKind,
  DashboardSpec,
  DashboardSummary,
  Detail as ErrorDetail,
  FileEntry as DataFile,
  FilterOption,
  FilterOptions,
  HomeAnswer as Home,
  NotebookSpec,
  NotebookSummary,
  QueryStats,
  QueryStatus,
  ResultColumn,
  ResultPage as RowsPage,
  RowsAnswer as ChartData,
  SearchHit,
  SessionAnswer as Session,
  SnapshotEntry as Snapshot,
  StatementDescription,
  SubmitQuery as SubmitRequest,
  TableAnswer as TableInfo,
  TableColumn as TableColumnInfo,
} from './schema.ts';

export type ChartSpec = DashboardSpec['charts'][number];
export type ChartType = ChartSpec['type'];
export type Encoding = NonNullable<ChartSpec['encoding']>;
export type NumberFormatSpec = NonNullable<ChartSpec['format']>;
export type FilterSpec = NonNullable<DashboardSpec['filters']>[number];
export type LayoutItem = NonNullable<DashboardSpec['layout']>[number];
export type NotebookCell = NotebookSpec['cells'][number];

/** What a filter is set to: in the app, every value is text. */
export interface FilterChoice extends FilterValue {
  values?: (string | null)[];
  min?: string | null;
  max?: string | null;
}
