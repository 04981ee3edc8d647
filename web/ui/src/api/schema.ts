// Generated from the OpenAPI document of the REST API by scripts/openapi.mjs. Do not edit.

export interface AttentionItem {
  title: string;
  detail: string;
  link: string;
}

export interface CatalogAnswer {
  namespaces: CatalogNamespace[];
  version: number;
}

export interface CatalogColumn {
  name: string;
  type: string;
  key: boolean;
}

export interface CatalogNamespace {
  name: string;
  tables: CatalogTable[];
}

export interface CatalogTable {
  name: string;
  kind: RelationType;
  columns: CatalogColumn[];
}

export interface ChartDataRequest {
  filters?: Record<string, FilterValue> | null;
  asOf?: string | null;
  refresh?: boolean | null;
  rowsMax?: number | null;
}

export interface ContentItem {
  kind: ContentKind;
  slug: string;
  title: string;
  updatedEpochMillis?: number | null;
  visitedEpochMillis?: number | null;
  state: ContentState;
}

export type ContentKind = "dashboard" | "notebook" | "table" | "column";

export type ContentState = "READY" | "FAILING";

export interface DashboardAnswer {
  slug: string;
  resource: Record<string, unknown>;
  favourite: boolean;
  version: number;
}

export interface DashboardSummary {
  slug: string;
  title: string;
  folder?: string | null;
  charts: number;
  favourite: boolean;
  updatedEpochMillis: number;
  ready: boolean;
  message?: string | null;
}

export interface Detail {
  code: string;
  message: string;
  hint?: string | null;
  line?: number | null;
  column?: number | null;
  length?: number | null;
  queryId?: string | null;
}

export interface ErrorBody {
  error: Detail;
}

export interface FileEntry {
  path: string;
  rows: number;
  bytes: number;
  rowGroups?: number | null;
  min: Record<string, string>;
  max: Record<string, string>;
}

export interface FilterOption {
  value?: string | null;
  count: number;
}

export interface FilterOptions {
  type: string;
  values: FilterOption[];
  truncated: boolean;
  min?: string | null;
  max?: string | null;
}

export interface FilterValue {
  values?: unknown[] | null;
  min?: unknown;
  max?: unknown;
}

export interface Freshness {
  snapshotEpochMillis?: number | null;
  cacheHit: boolean;
}

export interface HomeAnswer {
  recent: ContentItem[];
  favourites: ContentItem[];
  attention: AttentionItem[];
  tables: number;
  firstVisit: boolean;
}

export interface NotebookAnswer {
  slug: string;
  resource: Record<string, unknown>;
  favourite: boolean;
  version: number;
}

export interface NotebookSummary {
  slug: string;
  title: string;
  cells: number;
  favourite: boolean;
  updatedEpochMillis: number;
  ready: boolean;
  message?: string | null;
}

export interface PinnedTable {
  name: string;
  snapshotId?: number | null;
  committedEpochMillis?: number | null;
}

export interface QueryStats {
  cacheHit: boolean;
  queuedMicros: number;
  planMicros: number;
  runMicros: number;
  totalMicros: number;
  cpuMicros: number;
  rowsReturned: number;
  bytesReturned: number;
  rowsRead: number;
  bytesRead: number;
  rowsTotal: number;
  filesRead: number;
  filesTotal: number;
  percent: number;
  truncated: boolean;
  tables: PinnedTable[];
}

export type RelationType = "TABLE" | "VIEW";

export interface ResultColumn {
  name: string;
  type: string;
  nullable: boolean;
}

export interface RoleAnswer {
  name: string;
  members: string[];
  grants: RoleGrant[];
}

export interface RoleGrant {
  object: string;
  privileges: string[];
  rowFilter?: string | null;
  columnMasks?: Record<string, string> | null;
}

export interface RoleRequest {
  members: string[];
  grants: RoleGrant[];
}

export interface RowsAnswer {
  columns: ResultColumn[];
  rows: unknown[][];
  truncated: boolean;
  stats: QueryStats;
  queryId: string;
  freshness: Freshness;
}

export interface SearchHit {
  kind: ContentKind;
  slug: string;
  title: string;
  detail: string;
}

export interface SessionAnswer {
  tenant: string;
  principal: string;
  displayName: string;
  roles: string[];
  admin: boolean;
  version: string;
}

export interface SessionRequest {
  token: string;
}

export interface SnapshotEntry {
  id: string;
  parentId?: string | null;
  committedEpochMillis: number;
  operation: string;
  addedRows?: number | null;
  deletedRows?: number | null;
  totalRows?: number | null;
  addedFiles?: number | null;
  totalFiles?: number | null;
  current: boolean;
}

export interface TableAnswer {
  namespace: string;
  name: string;
  kind: RelationType;
  doc?: string | null;
  columns: TableColumn[];
  primaryKey: string[];
  sortOrder: string[];
  rows: number;
  bytes: number;
  files: number;
  snapshots: number;
  location?: string | null;
  uuid: string;
  formatVersion: number;
  updatedEpochMillis: number;
  usedBy: UsedBy[];
  sql?: string | null;
}

export interface TableColumn {
  id: number;
  name: string;
  type: string;
  nullable: boolean;
  key: boolean;
  doc?: string | null;
  min?: string | null;
  max?: string | null;
  nullCount?: number | null;
  bytes?: number | null;
}

export interface UsedBy {
  kind: ContentKind;
  slug: string;
  title: string;
}

/** Every call: what stands in its path and query, what it is sent, and what it answers. */
export interface Operations {
  'DELETE /dashboards/{slug}': {
    path: { slug: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'DELETE /favourites/{kind}/{slug}': {
    path: { kind: string; slug: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'DELETE /notebooks/{slug}': {
    path: { slug: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'DELETE /roles/{name}': {
    path: { name: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'DELETE /session': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /catalog': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: CatalogAnswer;
  };
  'GET /catalog/{namespace}/{table}': {
    path: { namespace: string; table: string };
    query: undefined;
    body: undefined;
    answer: TableAnswer;
  };
  'GET /catalog/{namespace}/{table}/files': {
    path: { namespace: string; table: string };
    query: { limit?: number; snapshot?: string };
    body: undefined;
    answer: FileEntry[];
  };
  'GET /catalog/{namespace}/{table}/sample': {
    path: { namespace: string; table: string };
    query: { limit?: number };
    body: undefined;
    answer: RowsAnswer;
  };
  'GET /catalog/{namespace}/{table}/snapshots': {
    path: { namespace: string; table: string };
    query: { limit?: number };
    body: undefined;
    answer: SnapshotEntry[];
  };
  'GET /dashboards': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: DashboardSummary[];
  };
  'GET /dashboards/{slug}': {
    path: { slug: string };
    query: undefined;
    body: undefined;
    answer: DashboardAnswer;
  };
  'GET /dashboards/{slug}/filters/{filter}/options': {
    path: { filter: string; slug: string };
    query: { limit?: number; q?: string };
    body: undefined;
    answer: FilterOptions;
  };
  'GET /home': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: HomeAnswer;
  };
  'GET /notebooks': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: NotebookSummary[];
  };
  'GET /notebooks/{slug}': {
    path: { slug: string };
    query: undefined;
    body: undefined;
    answer: NotebookAnswer;
  };
  'GET /roles': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: RoleAnswer[];
  };
  'GET /roles/{name}': {
    path: { name: string };
    query: undefined;
    body: undefined;
    answer: RoleAnswer;
  };
  'GET /search': {
    path: undefined;
    query: { limit?: number; q?: string };
    body: undefined;
    answer: SearchHit[];
  };
  'GET /session': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: SessionAnswer;
  };
  'POST /dashboards/{slug}/charts/{chart}/data': {
    path: { chart: string; slug: string };
    query: undefined;
    body: ChartDataRequest;
    answer: RowsAnswer;
  };
  'POST /session': {
    path: undefined;
    query: undefined;
    body: SessionRequest;
    answer: SessionAnswer;
  };
  'PUT /dashboards/{slug}': {
    path: { slug: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: DashboardAnswer;
  };
  'PUT /favourites/{kind}/{slug}': {
    path: { kind: string; slug: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'PUT /notebooks/{slug}': {
    path: { slug: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: NotebookAnswer;
  };
  'PUT /roles/{name}': {
    path: { name: string };
    query: undefined;
    body: RoleRequest;
    answer: RoleAnswer;
  };
}
