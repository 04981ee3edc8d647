// Generated from the OpenAPI document of the REST API by scripts/openapi.mjs. Do not edit.

export interface AppliedResource {
  kind: string;
  namespace: string;
  name: string;
  outcome: Outcome;
}

export interface AppliedResources {
  items: AppliedResource[];
}

export interface AttentionItem {
  title: string;
  detail: string;
  link: string;
}

export interface AuditAnswer {
  entries: AuditItem[];
  next?: string | null;
}

export interface AuditItem {
  id: string;
  epochMillis: number;
  user: string;
  action: string;
  object: string;
  outcome: string;
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

export interface Dashboard {
  spec: DashboardSpec;
  status?: {
    charts?: number;
    conditions?: {
      lastTransitionTime: string;
      message: string;
      observedGeneration?: number;
      reason: string;
      status: string;
      type: string;
    }[];
    lastError?: string;
    observedGeneration?: number;
    queries?: number;
    url?: string;
  };
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    generateName?: string;
    generation?: number;
    uid?: string;
    resourceVersion?: string;
    selfLink?: string;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    deletionGracePeriodSeconds?: number;
    finalizers?: string[];
    ownerReferences?: (Record<string, unknown>)[];
    managedFields?: (Record<string, unknown>)[];
  };
  apiVersion: "weir.dev/v1alpha1";
  kind: "Dashboard";
}

export interface DashboardAnswer {
  slug: string;
  resource: Dashboard;
  favourite: boolean;
  version: number;
}

export interface DashboardSpec {
  charts: {
    columns?: {
      bar?: boolean;
      format?: {
        compact?: boolean;
        decimals?: number;
        kind?: "Bytes" | "Date" | "Duration" | "Money" | "Number" | "Percent";
        unit?: string;
      };
      name: string;
      title?: string;
    }[];
    crossFilter?: {
      field: string;
      filter: string;
    };
    encoding?: {
      color?: string;
      compare?: string;
      label?: string;
      series?: string;
      size?: string;
      value?: string;
      x?: string;
      y?: string[];
    };
    format?: {
      compact?: boolean;
      decimals?: number;
      kind?: "Bytes" | "Date" | "Duration" | "Money" | "Number" | "Percent";
      unit?: string;
    };
    horizontal?: boolean;
    ignoreFilters?: string[];
    limit?: number;
    name: string;
    query?: string;
    sql?: string;
    stacked?: boolean;
    subtitle?: string;
    threshold?: number;
    title?: string;
    type: "Area" | "Bar" | "BigNumber" | "HeatMap" | "Histogram" | "Line" | "Pie" | "Scatter" | "Table" | "TimeSeries";
  }[];
  computeClusterRef?: {
    name: string;
  };
  description?: string;
  filters?: {
    default?: {
      max?: string;
      min?: string;
      values?: string[];
    };
    format?: {
      compact?: boolean;
      decimals?: number;
      kind?: "Bytes" | "Date" | "Duration" | "Money" | "Number" | "Percent";
      unit?: string;
    };
    name: string;
    targets: {
      column: string;
      table: string;
    }[];
    title?: string;
    type: "DateRange" | "Range" | "Values";
  }[];
  folder?: string;
  layout?: {
    chart: string;
    h: number;
    w: number;
    x: number;
    y: number;
  }[];
  namespace?: string;
  queries?: {
    name: string;
    sql: string;
  }[];
  refresh?: {
    everySeconds?: number;
  };
  title: string;
  warehouseRef: {
    name: string;
  };
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

export interface DeletedResource {
  message: string;
}

export interface DescribeStatement {
  sql: string;
  namespace?: string | null;
}

export interface Detail {
  code: "SYNTAX_ERROR" | "STATEMENT_NOT_SUPPORTED" | "FUNCTION_NOT_ALLOWED" | "TABLE_NOT_FOUND" | "COLUMN_NOT_FOUND" | "NAMESPACE_NOT_FOUND" | "NAMESPACE_NOT_EMPTY" | "ALREADY_EXISTS" | "TYPE_MISMATCH" | "VALUE_ERROR" | "CYCLIC_VIEW" | "PRIMARY_KEY_MISSING" | "PRIMARY_KEY_NULL" | "PRIMARY_KEY_DUPLICATE" | "NULL_NOT_ALLOWED" | "BAD_INPUT_FILE" | "CORRUPT_DATA_FILE" | "BAD_REQUEST" | "INVALID_RESOURCE" | "RESOURCE_NOT_FOUND" | "BODY_TOO_LARGE" | "STATEMENT_TOO_LARGE" | "TOO_MANY_COLUMNS" | "RESULT_TOO_LARGE" | "OUT_OF_MEMORY" | "DISK_FULL" | "QUEUE_FULL" | "DEADLINE_EXCEEDED" | "CANCELLED" | "QUERY_NOT_FOUND" | "UNAUTHENTICATED" | "PERMISSION_DENIED" | "COMMIT_CONFLICT" | "COMMIT_STATE_UNKNOWN" | "UNAVAILABLE" | "PORT_IN_USE" | "DATA_FOLDER_IN_USE" | "DATA_FOLDER_UNUSABLE" | "INVALID_CONFIGURATION" | "INTERNAL";
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
  values?: (string | number | boolean | null)[] | null;
  min?: string | number | boolean | null;
  max?: string | number | boolean | null;
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

export type Kind = "DASHBOARD" | "NOTEBOOK" | "REPORT" | "CONSOLE" | "CLI" | "REST" | "FLIGHT_SQL" | "SYSTEM";

export interface NewTokenAnswer {
  id: string;
  token: string;
  user: string;
  label: string;
  createdEpochMillis: number;
  expiresEpochMillis: number;
}

export interface Notebook {
  spec: NotebookSpec;
  status?: {
    cells?: number;
    conditions?: {
      lastTransitionTime: string;
      message: string;
      observedGeneration?: number;
      reason: string;
      status: string;
      type: string;
    }[];
    lastError?: string;
    lastRunTime?: string;
    observedGeneration?: number;
    url?: string;
  };
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    generateName?: string;
    generation?: number;
    uid?: string;
    resourceVersion?: string;
    selfLink?: string;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    deletionGracePeriodSeconds?: number;
    finalizers?: string[];
    ownerReferences?: (Record<string, unknown>)[];
    managedFields?: (Record<string, unknown>)[];
  };
  apiVersion: "weir.dev/v1alpha1";
  kind: "Notebook";
}

export interface NotebookAnswer {
  slug: string;
  resource: Notebook;
  favourite: boolean;
  version: number;
}

export interface NotebookSpec {
  cells: {
    chart?: {
      columns?: {
        bar?: boolean;
        format?: {
          compact?: boolean;
          decimals?: number;
          kind?: "Bytes" | "Date" | "Duration" | "Money" | "Number" | "Percent";
          unit?: string;
        };
        name: string;
        title?: string;
      }[];
      encoding?: {
        color?: string;
        compare?: string;
        label?: string;
        series?: string;
        size?: string;
        value?: string;
        x?: string;
        y?: string[];
      };
      format?: {
        compact?: boolean;
        decimals?: number;
        kind?: "Bytes" | "Date" | "Duration" | "Money" | "Number" | "Percent";
        unit?: string;
      };
      horizontal?: boolean;
      limit?: number;
      query: string;
      stacked?: boolean;
      subtitle?: string;
      threshold?: number;
      title?: string;
      type: "Area" | "Bar" | "BigNumber" | "HeatMap" | "Histogram" | "Line" | "Pie" | "Scatter" | "Table" | "TimeSeries";
    };
    name: string;
    sql?: string;
    text?: string;
    type: "Chart" | "Query" | "Text";
  }[];
  computeClusterRef?: {
    name: string;
  };
  description?: string;
  folder?: string;
  namespace?: string;
  parameters?: {
    default?: string;
    name: string;
    type: "Boolean" | "Date" | "Number" | "Text" | "Timestamp";
  }[];
  schedule?: {
    cron: string;
    timeZone?: string;
  };
  title: string;
  warehouseRef: {
    name: string;
  };
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

export interface Origin {
  kind: Kind;
  name?: string | null;
  part?: string | null;
}

export type Outcome = "created" | "configured" | "unchanged";

export interface PartStatus {
  name: string;
  ready: boolean;
  detail: string;
}

export type Phase = "Pending" | "Ready" | "Failed";

export interface PinnedTable {
  name: string;
  snapshotId?: string | null;
  committedEpochMillis?: number | null;
}

export type QueryState = "QUEUED" | "PLANNING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

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

export interface QueryStatus {
  id: string;
  sql: string;
  principal: string;
  origin: Origin;
  state: QueryState;
  statementKind?: string | null;
  columns: ResultColumn[];
  stats: QueryStats;
  error?: Detail | null;
  submittedEpochMillis: number;
}

export type RelationType = "TABLE" | "VIEW";

export interface ResourceList {
  items: ResourceSummary[];
}

export interface ResourceSummary {
  kind: string;
  namespace: string;
  name: string;
  phase: Phase;
  reason: string;
  message: string;
}

export interface ResultColumn {
  name: string;
  type: string;
  nullable: boolean;
}

export interface ResultPage {
  columns: ResultColumn[];
  offset: number;
  rows: unknown[][];
  rowCount: number;
  complete: boolean;
}

export interface RoleAnswer {
  name: string;
  members: string[];
  grants: RoleGrant[];
}

export interface RoleGrant {
  object: string;
  privileges: ("SELECT" | "INSERT" | "UPDATE" | "DELETE" | "CREATE" | "ALTER" | "DROP")[];
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

export interface StatementDescription {
  kind: string;
  columns: ResultColumn[];
  parameterTypes: string[];
  tables: string[];
}

export interface StatusAnswer {
  ready: boolean;
  parts: PartStatus[];
}

export interface SubmitQuery {
  sql: string;
  parameters?: (string | number | boolean | null)[] | null;
  namespace?: string | null;
  cluster?: string | null;
  asOf?: string | null;
  timeoutMillis?: number | null;
  rowsMax?: number | null;
  cache?: boolean | null;
  origin?: "CONSOLE" | "CLI" | "REST" | null;
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
  properties: Record<string, string>;
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

export interface TokenAnswer {
  id: string;
  user: string;
  label: string;
  createdEpochMillis: number;
  expiresEpochMillis?: number | null;
}

export interface TokenRequest {
  user?: string | null;
  lifetimeSeconds?: number | null;
  label?: string | null;
}

export interface UsedBy {
  kind: ContentKind;
  slug: string;
  title: string;
}

export interface WholeResource {
  apiVersion: string;
  kind: string;
  metadata: Record<string, unknown>;
  spec: Record<string, unknown>;
  status?: Record<string, unknown> | null;
  phase: Phase;
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
    path: { kind: ContentKind; slug: string };
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
  'DELETE /queries/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'DELETE /resources/{kind}/{name}': {
    path: { kind: string; name: string };
    query: { namespace?: string };
    body: undefined;
    answer: DeletedResource;
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
  'DELETE /tokens/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /audit': {
    path: undefined;
    query: { before?: string; limit?: number; user?: string };
    body: undefined;
    answer: AuditAnswer;
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
  'GET /queries': {
    path: undefined;
    query: { limit?: number };
    body: undefined;
    answer: QueryStatus[];
  };
  'GET /queries/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: QueryStatus;
  };
  'GET /queries/{id}/events': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /queries/{id}/rows': {
    path: { id: string };
    query: { limit?: number; offset?: number };
    body: undefined;
    answer: ResultPage;
  };
  'GET /resources': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: ResourceList;
  };
  'GET /resources/{kind}': {
    path: { kind: string };
    query: undefined;
    body: undefined;
    answer: ResourceList;
  };
  'GET /resources/{kind}/{name}': {
    path: { kind: string; name: string };
    query: { namespace?: string };
    body: undefined;
    answer: WholeResource;
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
  'GET /status': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: StatusAnswer;
  };
  'GET /tokens': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: TokenAnswer[];
  };
  'POST /dashboards/{slug}/charts/{chart}/data': {
    path: { chart: string; slug: string };
    query: undefined;
    body: ChartDataRequest;
    answer: RowsAnswer;
  };
  'POST /dashboards/{slug}/check': {
    path: { slug: string };
    query: undefined;
    body: Dashboard;
    answer: undefined;
  };
  'POST /notebooks/{slug}/check': {
    path: { slug: string };
    query: undefined;
    body: Notebook;
    answer: undefined;
  };
  'POST /queries': {
    path: undefined;
    query: undefined;
    body: SubmitQuery;
    answer: QueryStatus;
  };
  'POST /queries/describe': {
    path: undefined;
    query: undefined;
    body: DescribeStatement;
    answer: StatementDescription;
  };
  'POST /session': {
    path: undefined;
    query: undefined;
    body: SessionRequest;
    answer: SessionAnswer;
  };
  'POST /tokens': {
    path: undefined;
    query: undefined;
    body: TokenRequest;
    answer: NewTokenAnswer;
  };
  'POST /uploads/{table}': {
    path: { table: string };
    query: { format?: string; name?: string };
    body: undefined;
    answer: QueryStatus;
  };
  'PUT /dashboards/{slug}': {
    path: { slug: string };
    query: undefined;
    body: Dashboard;
    answer: DashboardAnswer;
  };
  'PUT /favourites/{kind}/{slug}': {
    path: { kind: ContentKind; slug: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'PUT /notebooks/{slug}': {
    path: { slug: string };
    query: undefined;
    body: Notebook;
    answer: NotebookAnswer;
  };
  'PUT /resources': {
    path: undefined;
    query: { source?: string };
    body: undefined;
    answer: AppliedResources;
  };
  'PUT /roles/{name}': {
    path: { name: string };
    query: undefined;
    body: RoleRequest;
    answer: RoleAnswer;
  };
}
