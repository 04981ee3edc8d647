import { toTime } from '../../ui/format.ts';
import { isFaded } from './barOption.ts';
import {
  colourIndexes,
  encoded,
  formatted,
  isNumber,
  isTime,
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
  legendOption,
  niceStep,
  type Option,
  tip,
  tooltipStyle,
} from './option.ts';

const PIECES = 6;
/** Room that one piece of the legend takes. */
const PIECE_PX = 56;
const SLICES_MAX = 8;

/** Categories of an axis: numbers in their order, everything else as the rows have it. */
function axisCategories(data: ResultData, at: number): string[] {
  const seen = new Map<string, unknown>();
  for (const row of data.rows) {
    const label = labelOf(data, row, at);
    if (!seen.has(label)) seen.set(label, row[at]);
  }
  const names = [...seen.keys()];
  if (isNumber(data, at)) names.sort((a, b) => Number(seen.get(a)) - Number(seen.get(b)));
  return names;
}

/** Steps of colour over the values, with the words of a legend. */
export function pieces(values: number[], colours: string[], write: (value: number) => string, most = PIECES) {
  const min = Math.min(...values);
  const max = Math.max(...values);
  const step = niceStep(min, max, most);
  const first = Math.floor(min / step) * step;
  const count = Math.max(1, Math.min(colours.length, Math.ceil((max - first) / step + 1e-9)));
  return Array.from({ length: count }, (_, i) => {
    const from = Number((first + i * step).toPrecision(12));
    const last = i === count - 1;
    const colour = colours[count === 1 ? 3 : Math.round((i * (colours.length - 1)) / (count - 1))];
    return {
      gte: from,
      ...(last ? {} : { lt: Number((first + (i + 1) * step).toPrecision(12)) }),
      label: write(from) + (last && max > from && count > 1 ? '+' : ''),
      color: colour,
    };
  });
}

/** HeatMap: two categories and a number in steps of colour. */
export function heatMapOption({ spec, data, tokens: t, width }: ChartInput): Option {
  const e = encoded(spec, data);
  const y = e.y[0] ?? 0;
  const xs = axisCategories(data, e.x);
  const ys = axisCategories(data, y);
  const xAt = new Map(xs.map((name, i) => [name, i]));
  const yAt = new Map(ys.map((name, i) => [name, i]));
  const cells = data.rows
    .map((row, i) => ({
      value: [xAt.get(labelOf(data, row, e.x)), yAt.get(labelOf(data, row, y)), numberAt(row, e.value)],
      row: i,
    }))
    .filter((cell) => cell.value[2] !== null);
  const values = cells.map((cell) => cell.value[2] as number);
  return {
    ...baseOption(t),
    grid: { left: 10, right: 12, top: 4, bottom: 42, containLabel: true },
    tooltip: {
      ...tooltipStyle(t),
      formatter: (p: { data: { row: number } }) => {
        const row = data.rows[p.data.row] ?? [];
        return tip(`${labelOf(data, row, y)}, ${labelOf(data, row, e.x)}`, [
          `${measureName(data, e.value)}: ${withUnit(spec, numberAt(row, e.value))}`,
        ]);
      },
    },
    xAxis: { type: 'category', data: xs, ...axisStyle(t), axisLine: { show: false } },
    yAxis: { type: 'category', data: ys, inverse: true, ...axisStyle(t), axisLine: { show: false } },
    visualMap: {
      type: 'piecewise',
      dimension: 2,
      pieces:
        values.length > 0
          ? pieces(
              values,
              t.seq,
              (v) => formatted(spec, v, true),
              Math.max(3, Math.min(PIECES, Math.floor(width / PIECE_PX))),
            )
          : [],
      orient: 'horizontal',
      left: 8,
      bottom: 6,
      itemWidth: 14,
      itemHeight: 8,
      itemGap: 9,
      itemSymbol: 'rect',
      textGap: 4,
      textStyle: { color: t['text-3'], fontSize: 11 },
    },
    series: [
      {
        type: 'heatmap',
        data: cells,
        itemStyle: { borderColor: t.surface, borderWidth: 1 },
        cursor: spec.crossFilter ? 'pointer' : 'default',
      },
    ],
  };
}

const POINT_MIN = 5;
const POINT_MAX = 28;

/** Scatter: points by two numbers, sized and coloured by two more columns. */
export function scatterOption({ spec, data, tokens: t }: ChartInput): Option {
  const e = encoded(spec, data);
  const y = e.y[0] ?? -1;
  const time = isTime(data, e.x);
  const sizes = data.rows.map((row) => numberAt(row, e.size) ?? 0);
  const largest = Math.max(...sizes, 1e-12);
  const shown = e.series >= 0 ? largestSeries(data, seriesOf(data, e)) : seriesOf(data, { ...e, y: [y] });
  const colours = colourIndexes(
    shown.map((s) => s.name),
    e.series >= 0,
    t.cat.length,
  );
  const axis = (at: number) => ({
    type: 'value',
    scale: true,
    name: measureName(data, at),
    nameTextStyle: { color: t['text-3'], fontSize: 11 },
    ...axisStyle(t),
    axisLine: { show: false },
    axisLabel: {
      ...axisStyle(t).axisLabel,
      formatter: (v: number) => formatted(at === y || !spec.format ? spec : { ...spec, format: {} }, v, true),
    },
  });
  return {
    ...baseOption(t),
    grid: { left: 12, right: 18, top: 28, bottom: shown.length > 1 ? 48 : 24, containLabel: true },
    legend: shown.length > 1 ? legendOption(t) : undefined,
    tooltip: {
      ...tooltipStyle(t),
      formatter: (p: { data: { row: number } }) => {
        const row = data.rows[p.data.row] ?? [];
        return tip(
          labelOf(data, row, e.label >= 0 ? e.label : e.x),
          [e.x, y, e.size]
            .filter((at) => at >= 0)
            .map((at) => `${measureName(data, at)}: ${labelOf(data, row, at)}`),
        );
      },
    },
    xAxis: { ...axis(e.x), type: time ? 'time' : 'value', nameLocation: 'middle', nameGap: 24 },
    yAxis: { ...axis(y), nameLocation: 'end' },
    series: shown.map((s, i) => ({
      type: 'scatter',
      name: s.name,
      data: s.rows.map((row) => {
        const cells = data.rows[row] ?? [];
        const size =
          e.size < 0
            ? POINT_MIN + 2
            : POINT_MIN + Math.sqrt((sizes[row] ?? 0) / largest) * (POINT_MAX - POINT_MIN);
        return {
          value: [time ? toTime(cells[e.x]) : numberAt(cells, e.x), numberAt(cells, y)],
          row,
          symbolSize: size,
        };
      }),
      itemStyle: { color: t.cat[colours[i] ?? 0], opacity: 0.7 },
      cursor: spec.crossFilter ? 'pointer' : 'default',
    })),
  };
}

interface Slice {
  name: string;
  value: number;
  row: number;
}

/** The largest slices, the rest as one; shares of percentages do not add up and are left out instead. */
export function slices(data: ResultData, x: number, y: number, limit: number): Slice[] {
  const all = data.rows
    .map((row, i) => ({ name: labelOf(data, row, x), value: numberAt(row, y) ?? 0, row: i }))
    .sort((a, b) => b.value - a.value);
  if (all.length <= limit) return all;
  const rest = all.slice(limit - 1).reduce((sum, slice) => sum + slice.value, 0);
  return [...all.slice(0, limit - 1), { name: 'Other', value: rest, row: -1 }];
}

/** Pie: a ring with names and shares beside it. */
export function pieOption(input: ChartInput): Option {
  const { spec, data, tokens: t } = input;
  const e = encoded(spec, data);
  const list = slices(data, e.x, e.y[0] ?? -1, Math.min(spec.limit ?? SLICES_MAX, SLICES_MAX));
  const colours = colourIndexes(
    list.map((s) => s.name),
    e.series >= 0,
    t.cat.length,
  );
  const sum = list.reduce((total, s) => total + s.value, 0) || 1;
  return {
    ...baseOption(t),
    tooltip: {
      ...tooltipStyle(t),
      formatter: (p: { name: string; value: number }) =>
        tip(p.name, [`${withUnit(spec, p.value)}, ${((p.value / sum) * 100).toFixed(1)}%`]),
    },
    series: [
      {
        type: 'pie',
        radius: ['42%', '70%'],
        center: ['50%', '52%'],
        startAngle: 90,
        cursor: spec.crossFilter ? 'pointer' : 'default',
        label: {
          color: t['text-2'],
          fontSize: 11,
          formatter: (p: { name: string; value: number }) =>
            `${p.name} ${((p.value / sum) * 100).toFixed(1)}%`,
        },
        labelLine: { lineStyle: { color: t['line-2'] }, length: 8, length2: 6 },
        data: list.map((s, i) => ({
          ...s,
          itemStyle: {
            color: s.row < 0 ? t['line-2'] : t.cat[colours[i] ?? 0],
            borderColor: t.surface,
            borderWidth: 1,
            opacity: isFaded(input, data.rows[s.row] ?? []) ? 0.35 : 1,
          },
        })),
      },
    ],
  };
}
