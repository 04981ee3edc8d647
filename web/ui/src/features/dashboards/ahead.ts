import type { QueryClient } from '@tanstack/react-query';
import { loadDashboard } from '../../api/index.ts';
import { readChoices } from './urlState.ts';
import { chartQuery } from './useChartData.ts';

export const dashboardKey = (slug: string) => ['dashboard', slug];

/**
 * Asks for a dashboard and the data of its charts before the code that shows them has run: the answers are
 * there when the cards are, which are then drawn once. What fails is asked for again by the page.
 */
export async function askAhead(client: QueryClient, slug: string, search: URLSearchParams): Promise<void> {
  const dashboard = await client
    .fetchQuery({ queryKey: dashboardKey(slug), queryFn: () => loadDashboard(slug) })
    .catch(() => undefined);
  if (!dashboard) return;
  const { spec } = dashboard.resource;
  const asked = {
    slug,
    choices: readChoices(spec.filters ?? [], search),
    asOf: search.get('asof'),
    refresh: 0,
    everySeconds: 0,
  };
  await Promise.all(spec.charts.map((chart) => client.prefetchQuery(chartQuery(chart, asked))));
}
