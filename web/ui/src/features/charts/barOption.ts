import {
  colourIndexes,
  columnAt,
  encoded,
  formatted,
  labelOf,
  measureName,
  numberAt,
  type ResultData,
  seriesOf,
  withUnit,
} from './data.ts';
import { largestSeries } from './lineOption.ts';
import {
  axisStyle,
  baseOption,
  type ChartInput,
  cutNote,
  legendOption,
  type Mark,
  type Option,
  tip,
  tooltipStyle,
} from './option.ts';

/** Bars of more categories than this cannot be told apart. */
const BARS_MAX = 60;
const ROW_PX_MIN = 15;

/** Categories in the order of the rows, cut to what the chart says and to what can be seen. */
export function categoriesOf(data: ResultData, at: number, limit: number): string[] {
  return [...new Set(data.rows.map((row) => labelOf(data, row, at)))].slice(0, limit);
}

/** Whether a cross-filter is set and this row is not what it chose. */
export function isFaded({ spec, data, selected }: ChartInput, row: unknown[]): boolean {
  const field = columnAt(data, spec.crossFilter?.field);
  return selected.length > 0 && field >= 0 && !selected.includes(labelOf(data, row, field));
}

/** Bar, upright or lying. */
export function barOption(input: ChartInput): Option {
  const { spec, data, tokens: t, height } = input;
  const lying = spec.horizontal === true;
  const e = encoded(spec, data);
  const room = lying ? Math.max(3, Math.floor((height - 16) / ROW_PX_MIN)) : BARS_MAX;
  const categories = categoriesOf(data, e.x, Math.min(spec.limit ?? BARS_MAX, room));
  const wanted = categoriesOf(data, e.x, spec.limit ?? data.rows.length).length;
  const shown = largestSeries(data, seriesOf(data, e));
  const single = shown.length === 1;
  const colours = colourIndexes(
    shown.map((s) => s.name),
    e.series >= 0,
    t.cat.length,
  );
  const place = new Map(categories.map((name, i) => [name, i]));
  const reference = numberAt(data.rows[0] ?? [], e.compare);

  const series = shown.map((s, i) => {
    const marks: (Mark | null)[] = categories.map(() => null);
    for (const row of s.rows) {
      const cells = data.rows[row] ?? [];
      const name = labelOf(data, cells, e.x);
      const at = place.get(name);
      const value = numberAt(cells, s.y);
      if (at === undefined || value === null) continue;
      const beyond = spec.threshold != null && value >= spec.threshold;
      const faded = isFaded(input, cells);
      const colour = beyond ? t.cat[1] : t.cat[single ? 0 : (colours[i] ?? 0)];
      marks[at] = { value, row, itemStyle: { color: faded ? t.seq[1] : colour } };
    }
    return {
      type: 'bar',
      name: s.name,
      data: marks.map((mark) => mark ?? { value: null, row: -1 }),
      stack: spec.stacked ? 'all' : undefined,
      barCategoryGap: '38%',
      barMaxWidth: 48,
      cursor: spec.crossFilter ? 'pointer' : 'default',
      itemStyle: {
        color: t.cat[single ? 0 : (colours[i] ?? 0)],
        borderRadius: lying ? [0, 1, 1, 0] : [1, 1, 0, 0],
      },
      markLine:
        i === 0 && reference !== null
          ? referenceLine(input, reference, lying, measureName(data, e.compare))
          : undefined,
    };
  });

  const category = {
    type: 'category',
    data: categories,
    inverse: lying,
    ...axisStyle(t),
    axisLine: { show: !lying, lineStyle: { color: t['line-2'] } },
    axisLabel: {
      ...axisStyle(t).axisLabel,
      color: t['text-2'],
      interval: lying ? 0 : 'auto',
      width: lying ? 120 : undefined,
      overflow: 'truncate',
    },
    splitLine: { show: false },
  };
  const value = {
    type: 'value',
    show: !(lying && single),
    ...axisStyle(t),
    axisLine: { show: false },
    splitNumber: 4,
    axisLabel: { ...axisStyle(t).axisLabel, formatter: (v: number) => formatted(spec, v, true) },
  };
  return {
    ...baseOption(t),
    grid: {
      left: 10,
      right: lying && single ? 12 : 14,
      top: reference !== null && lying ? 22 : 10,
      bottom: single ? 6 : 30,
      containLabel: true,
    },
    legend: single ? undefined : { ...legendOption(t), data: shown.map((s) => s.name) },
    tooltip: {
      trigger: 'item',
      ...tooltipStyle(t),
      formatter: (p: { name: string; seriesName: string; value: number | null }) =>
        tip(p.name, [`${p.seriesName}: ${withUnit(spec, p.value)}`]),
    },
    graphic: cutNote(t, categories.length, wanted, 'shown'),
    xAxis: lying ? value : category,
    yAxis: lying
      ? single
        ? [category, valueColumn(input, categories, shown[0]?.y ?? -1)]
        : category
      : value,
    series: series as Option['series'],
  };
}

/** The numbers in a column of their own at the right edge, where no bar or line crosses them. */
function valueColumn({ spec, data, tokens: t }: ChartInput, categories: string[], y: number) {
  const e = encoded(spec, data);
  const values = new Map(data.rows.map((row) => [labelOf(data, row, e.x), numberAt(row, y)]));
  return {
    type: 'category',
    data: categories,
    inverse: true,
    position: 'right',
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      interval: 0,
      color: t['text-2'],
      fontSize: 11,
      formatter: (name: string) => formatted(spec, values.get(name) ?? null),
    },
  };
}

function referenceLine({ spec, tokens: t }: ChartInput, value: number, lying: boolean, name: string) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: t['text-3'], type: [3, 3] },
    label: {
      formatter: `${name} ${formatted(spec, value)}`,
      color: t['text-3'],
      fontSize: 11,
      position: lying ? 'start' : 'end',
      distance: 2,
    },
    data: [lying ? { xAxis: value } : { yAxis: value }],
  };
}
