import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { loadChartData } from '../../api/index.ts';
import type { ChartData, ChartSpec } from '../../api/types.ts';
import { type Choices, choicesFor } from './urlState.ts';

/** What a page asks its charts for. */
export interface Asked {
  slug: string;
  choices: Choices;
  asOf: string | null;
  /** Grows when the reader asks for a run past the cache. */
  refresh: number;
  everySeconds: number;
}

export interface ChartAnswer {
  data: ChartData;
  /** From asking to having it, as the browser saw it. */
  fetchMillis: number;
}

/** Rows that a chart can use; a table shows fewer. */
const ROWS_MAX = 10_000;

/** The key of a chart's data; the same for every page that asks the same. */
export const chartKey = (slug: string, chart: string, choices: Choices, asOf: string | null) => [
  'chart',
  slug,
  chart,
  choices,
  asOf,
];

/** How the data of one chart is asked for, and under which key it is kept. */
export function chartQuery(chart: ChartSpec, asked: Asked, refresh: () => boolean = () => false) {
  const choices = choicesFor(asked.choices, chart.ignoreFilters);
  return {
    queryKey: [...chartKey(asked.slug, chart.name, choices, asked.asOf), asked.refresh],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<ChartAnswer> => {
      const started = performance.now();
      const body = {
        filters: choices,
        rowsMax: ROWS_MAX,
        ...(asked.asOf && { asOf: asked.asOf }),
        ...(refresh() && { refresh: true }),
      };
      const data = await loadChartData(asked.slug, chart.name, body, signal);
      return { data, fetchMillis: performance.now() - started };
    },
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** The data of one chart. While other filters are being asked for, the last good answer stays. */
export function useChartData(chart: ChartSpec, asked: Asked) {
  const refreshed = useRef(asked.refresh);
  const { queryFn, ...rest } = chartQuery(chart, asked, () => asked.refresh !== refreshed.current);
  return useQuery({
    ...rest,
    queryFn: async (context) => {
      const answer = await queryFn(context);
      refreshed.current = asked.refresh;
      return answer;
    },
    placeholderData: keepPreviousData,
    ...(asked.everySeconds > 0 && { refetchInterval: asked.everySeconds * 1000 }),
  });
}

/** The chart without the page's filters, to compare with; asked for only when there are filters that matter. */
export function useUnfiltered(chart: ChartSpec, asked: Asked): ChartData | undefined {
  const comparable = ['TimeSeries', 'Line', 'BigNumber'].includes(chart.type) && !chart.encoding?.compare;
  const narrowed = Object.keys(choicesFor(asked.choices, chart.ignoreFilters)).length > 0;
  const wanted = comparable && narrowed;
  const query = useQuery({
    queryKey: [...chartKey(asked.slug, chart.name, {}, asked.asOf), asked.refresh],
    queryFn: async ({ signal }): Promise<ChartAnswer> => {
      const started = performance.now();
      const body = { filters: {}, rowsMax: ROWS_MAX, ...(asked.asOf && { asOf: asked.asOf }) };
      return {
        data: await loadChartData(asked.slug, chart.name, body, signal),
        fetchMillis: performance.now() - started,
      };
    },
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return wanted ? query.data?.data : undefined;
}
