import { address, call, parse } from './client.ts';
import type { ContentKind, FilterChoice, QueryStatus, SubmitRequest } from './types.ts';

export const loadSession = () => call('GET /session', {});
export const signIn = (token: string) => call('POST /session', { body: { token } });
export const signOut = () => call('DELETE /session', {});

export const loadHome = () => call('GET /home', {});
export const search = (q: string, signal?: AbortSignal) => call('GET /search', { query: { q }, signal });
export const setFavourite = (kind: ContentKind, slug: string, on: boolean) =>
  call(on ? 'PUT /favourites/{kind}/{slug}' : 'DELETE /favourites/{kind}/{slug}', { path: { kind, slug } });

export const listDashboards = () => call('GET /dashboards', {});
export const loadDashboard = (slug: string) => call('GET /dashboards/{slug}', { path: { slug } });

export interface ChartRequest {
  filters: Record<string, FilterChoice>;
  asOf?: string | null;
  refresh?: boolean;
  rowsMax?: number;
}
export const loadChartData = (slug: string, chart: string, body: ChartRequest, signal?: AbortSignal) =>
  call('POST /dashboards/{slug}/charts/{chart}/data', { path: { slug, chart }, body, signal });

const OPTIONS_MAX = 200;
export const loadFilterOptions = (slug: string, filter: string, q: string, signal?: AbortSignal) =>
  call('GET /dashboards/{slug}/filters/{filter}/options', {
    path: { slug, filter },
    query: { limit: OPTIONS_MAX, ...(q && { q }) },
    signal,
  });

export const listNotebooks = () => call('GET /notebooks', {});
export const loadNotebook = (slug: string) => call('GET /notebooks/{slug}', { path: { slug } });

export const loadCatalog = () => call('GET /catalog', {});
export const loadTable = (namespace: string, table: string) =>
  call('GET /catalog/{namespace}/{table}', { path: { namespace, table } });
export const listSnapshots = (namespace: string, table: string) =>
  call('GET /catalog/{namespace}/{table}/snapshots', { path: { namespace, table } });
export const listFiles = (namespace: string, table: string, limit: number) =>
  call('GET /catalog/{namespace}/{table}/files', { path: { namespace, table }, query: { limit } });
export const loadSample = (namespace: string, table: string, limit: number) =>
  call('GET /catalog/{namespace}/{table}/sample', { path: { namespace, table }, query: { limit } });

export const submitQuery = (body: SubmitRequest) =>
  call('POST /queries', { body: { origin: 'CONSOLE', ...body } });
export const listQueries = (limit: number) => call('GET /queries', { query: { limit } });
export const loadQuery = (id: string) => call('GET /queries/{id}', { path: { id } });
export const cancelQuery = (id: string) => call('DELETE /queries/{id}', { path: { id } });
export const loadRows = (id: string, offset: number, limit: number, signal?: AbortSignal) =>
  call('GET /queries/{id}/rows', { path: { id }, query: { offset, limit }, signal });
export const describeStatement = (sql: string, signal?: AbortSignal) =>
  call('POST /queries/describe', { body: { sql }, signal });

export const isFinal = (state: QueryStatus['state']) =>
  state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';

/** How often a query is asked after when its events cannot be followed. */
const POLL_MILLIS = 500;

/**
 * Calls `listener` with every status until the final one. Falls back to asking when the stream breaks.
 * The answer ends the calls, not the query.
 */
export function followQuery(
  id: string,
  listener: (status: QueryStatus) => void,
  onError: (error: unknown) => void,
) {
  const source = new EventSource(address('/queries/{id}/events', { id }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const end = () => {
    ended = true;
    source.close();
    clearTimeout(timer);
  };
  const take = (status: QueryStatus) => {
    if (ended) return;
    if (isFinal(status.state)) end();
    listener(status);
  };
  const poll = async () => {
    try {
      take(await loadQuery(id));
      if (!ended) timer = setTimeout(poll, POLL_MILLIS);
    } catch (error) {
      if (!ended) onError(error);
      end();
    }
  };
  source.addEventListener('status', (event) =>
    take(parse((event as MessageEvent<string>).data) as QueryStatus),
  );
  source.onerror = () => {
    source.close();
    if (!ended && timer === undefined) void poll();
  };
  return end;
}
