/** The shapes of the REST API under the names that the app uses. */
export type * from './engine.ts';
export type * from './resources.ts';
export type {
  CatalogAnswer as Catalog,
  CatalogTable,
  ContentItem,
  ContentKind,
  DashboardSummary,
  Detail as ErrorDetail,
  FileEntry as DataFile,
  FilterOption,
  FilterOptions,
  HomeAnswer as Home,
  NotebookSummary,
  QueryStats,
  ResultColumn,
  RowsAnswer as ChartData,
  SearchHit,
  SessionAnswer as Session,
  SnapshotEntry as Snapshot,
  TableAnswer as TableInfo,
  TableColumn as TableColumnInfo,
} from './schema.ts';
