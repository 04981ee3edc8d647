/** Specs of the content resources, as the CRDs define them; the REST API carries them as JSON. */
export interface NumberFormatSpec {
  kind?: 'Number' | 'Percent' | 'Bytes' | 'Duration' | 'Date' | 'Money';
  decimals?: number | null;
  unit?: string | null;
  compact?: boolean;
}

export interface Encoding {
  x?: string | null;
  y?: string[];
  series?: string | null;
  color?: string | null;
  value?: string | null;
  size?: string | null;
  label?: string | null;
  compare?: string | null;
}

export type ChartType =
  | 'BigNumber'
  | 'TimeSeries'
  | 'Line'
  | 'Area'
  | 'Bar'
  | 'HeatMap'
  | 'Histogram'
  | 'Scatter'
  | 'Pie'
  | 'Table';

export interface ChartSpec {
  name: string;
  title?: string | null;
  subtitle?: string | null;
  type: ChartType;
  query?: string | null;
  sql?: string | null;
  encoding?: Encoding;
  columns?: { name: string; title?: string | null; format?: NumberFormatSpec | null; bar?: boolean }[];
  format?: NumberFormatSpec | null;
  stacked?: boolean;
  horizontal?: boolean;
  limit?: number | null;
  threshold?: number | null;
  crossFilter?: { filter: string; field: string } | null;
  ignoreFilters?: string[];
}

/** What a filter is set to. Bounds are included. */
export interface FilterChoice {
  values?: (string | null)[];
  min?: string | null;
  max?: string | null;
}

export interface FilterSpec {
  name: string;
  title?: string | null;
  type: 'Values' | 'Range' | 'DateRange';
  targets: { table: string; column: string }[];
  default?: FilterChoice | null;
  format?: NumberFormatSpec | null;
}

export interface LayoutItem {
  chart: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface DashboardSpec {
  title: string;
  description?: string | null;
  folder?: string | null;
  namespace?: string;
  refresh?: { everySeconds?: number };
  queries?: { name: string; sql: string }[];
  charts: ChartSpec[];
  filters?: FilterSpec[];
  layout?: LayoutItem[];
}

export interface NotebookCell {
  name: string;
  type: 'Text' | 'Query' | 'Chart';
  text?: string | null;
  sql?: string | null;
  chart?: (Omit<ChartSpec, 'name' | 'query'> & { query: string }) | null;
}

export interface NotebookSpec {
  title: string;
  description?: string | null;
  folder?: string | null;
  namespace?: string;
  parameters?: { name: string; type: string; default?: string | null }[];
  cells: NotebookCell[];
}

export interface Resource<Spec> {
  metadata: { name: string; namespace?: string };
  spec: Spec;
}
