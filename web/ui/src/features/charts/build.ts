import type { ChartSpec } from '../../api/types.ts';
import { barOption } from './barOption.ts';
import { encoded, labelOf, measureName, numberAt, type ResultData, withUnit } from './data.ts';
import { histogramOption } from './histogramOption.ts';
import { lineOption } from './lineOption.ts';
import type { ChartInput, Option } from './option.ts';
import { heatMapOption, pieOption, scatterOption } from './otherOptions.ts';

const BUILDERS: Partial<Record<ChartSpec['type'], (input: ChartInput) => Option>> = {
  TimeSeries: lineOption,
  Line: lineOption,
  Area: lineOption,
  Bar: barOption,
  Histogram: histogramOption,
  HeatMap: heatMapOption,
  Scatter: scatterOption,
  Pie: pieOption,
};

/** What ECharts is to draw; null for the types that are drawn without it. */
export const buildOption = (input: ChartInput): Option | null => BUILDERS[input.spec.type]?.(input) ?? null;

export const isDrawn = (type: ChartSpec['type']) => type in BUILDERS;

/** One sentence for those who cannot see the chart: what it shows, how much, and its ends. */
export function summary(spec: ChartSpec, data: ResultData): string {
  const e = encoded(spec, data);
  const y = spec.type === 'HeatMap' ? e.value : (e.y[0] ?? -1);
  const title = spec.title ?? spec.name;
  if (data.rows.length === 0) return `${title}: no rows.`;
  let low = data.rows[0] ?? [];
  let high = low;
  for (const row of data.rows) {
    const value = numberAt(row, y);
    if (value === null) continue;
    if (value < (numberAt(low, y) ?? Infinity)) low = row;
    if (value > (numberAt(high, y) ?? -Infinity)) high = row;
  }
  const point = (row: unknown[]) => `${withUnit(spec, numberAt(row, y))} at ${labelOf(data, row, e.x)}`;
  const count = `${data.rows.length} ${data.rows.length === 1 ? 'point' : 'points'}`;
  return `${title}. ${measureName(data, y)}, ${count}. Lowest ${point(low)}, highest ${point(high)}.`;
}
