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

/** The data of one chart. While other filters are being asked for, the last good answer stays. */
export function useChartData(chart: ChartSpec, asked: Asked) {
  const choices = choicesFor(asked.choices, chart.ignoreFilters);
  const refreshed = useRef(asked.refresh);
  return useQuery({
    queryKey: [...chartKey(asked.slug, chart.name, choices, asked.asOf), asked.refresh],
    queryFn: async ({ signal }): Promise<ChartAnswer> => {
      const started = performance.now();
      const refresh = asked.refresh !== refreshed.current;
      const body = {
        filters: choices,
        rowsMax: ROWS_MAX,
        ...(asked.asOf && { asOf: asked.asOf }),
        ...(refresh && { refresh }),
      };
      const data = await loadChartData(asked.slug, chart.name, body, signal);
      refreshed.current = asked.refresh;
      return { data, fetchMillis: performance.now() - started };
    },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
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
