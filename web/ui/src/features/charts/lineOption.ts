import { toTime } from '../../ui/format.ts';
import {
  colourIndexes,
  encoded,
  formatted,
  GROUPS_MAX,
  isTime,
  labelOf,
  measureName,
  numberAt,
  type ResultData,
  type Series,
  seriesOf,
  withUnit,
} from './data.ts';
import {
  axisStyle,
  baseOption,
  type ChartInput,
  cutNote,
  legendOption,
  type Option,
  tip,
  tooltipStyle,
} from './option.ts';

/** Up to so many lines carry their name at the end instead of a legend. */
const DIRECT_LABELS_MAX = 4;
const LABEL_WIDTH = 84;
/** How ECharts writes a tick by what it begins. */
const TIME_LABELS = {
  year: '{MMM} {yyyy}',
  month: '{MMM}',
  day: '{d} {MMM}',
  hour: '{HH}:{mm}',
  minute: '{HH}:{mm}',
  second: '{HH}:{mm}:{ss}',
};
const NARROW = 420;

const total = (data: ResultData, s: Series) =>
  s.rows.reduce((sum, i) => sum + Math.abs(numberAt(data.rows[i] ?? [], s.y) ?? 0), 0);

/** Largest first, cut to the groups that have a colour. */
export function largestSeries(data: ResultData, series: Series[]): Series[] {
  if (series.length <= GROUPS_MAX) return series;
  return [...series].sort((a, b) => total(data, b) - total(data, a)).slice(0, GROUPS_MAX);
}

/** TimeSeries, Line and Area. */
export function lineOption(input: ChartInput): Option {
  const { spec, data, tokens: t, width } = input;
  const e = encoded(spec, data);
  const time = spec.type === 'TimeSeries' || isTime(data, e.x);
  const all = seriesOf(data, e);
  const shown = largestSeries(data, all);
  // Several measures over time: the first is the raw reading, drawn as faint bars, the others the lines through it.
  const bars = spec.type === 'TimeSeries' && e.series < 0 && shown.length > 1;
  const lineCount = shown.length - (bars ? 1 : 0);
  const labels = width > NARROW && lineCount > 1 && lineCount <= DIRECT_LABELS_MAX;
  const legend = lineCount > 1 && !labels;
  const colours = colourIndexes(
    shown.map((s) => s.name),
    e.series >= 0,
    t.cat.length,
  );
  const categories = time ? [] : [...new Set(data.rows.map((row) => labelOf(data, row, e.x)))];
  const stack = spec.stacked || spec.type === 'Area' ? 'all' : undefined;
  const ghost = [...compareLine(input, time), ...ghostLine(input, time, bars)];

  const lines = shown.map((s, i) => {
    const colour = t.cat[bars ? Math.max(0, i - 1) : (colours[i] ?? 0)];
    const points = s.rows.map((row) => {
      const cells = data.rows[row] ?? [];
      return { value: [time ? toTime(cells[e.x]) : labelOf(data, cells, e.x), numberAt(cells, s.y)], row };
    });
    if (bars && i === 0) {
      return {
        type: 'bar',
        name: s.name,
        data: points,
        barMaxWidth: 12,
        itemStyle: { color: colour, opacity: input.dark ? 0.34 : 0.22 },
        markPoint: highest(input, s),
      };
    }
    return {
      type: 'line',
      name: s.name,
      data: points,
      symbol: points.length === 1 ? 'circle' : 'none',
      stack: stack && shown.length > 1 ? stack : undefined,
      lineStyle: { color: colour, width: 2 },
      itemStyle: { color: colour },
      areaStyle: spec.type === 'Area' ? { color: colour, opacity: shown.length > 1 ? 0.5 : 0.16 } : undefined,
      markPoint: shown.length === 1 ? highest(input, s) : undefined,
      endLabel: labels
        ? { show: true, formatter: s.name, color: colour, fontSize: 11, fontWeight: 600, distance: 6 }
        : undefined,
      labelLayout: labels ? { moveOverlap: 'shiftY' } : undefined,
    };
  });

  return {
    ...baseOption(t),
    grid: {
      left: 8,
      right: labels || ghost.length > 0 ? LABEL_WIDTH : 16,
      top: 16,
      bottom: legend ? 30 : 6,
      containLabel: true,
    },
    legend: legend ? { ...legendOption(t), data: shown.map((s) => s.name) } : undefined,
    tooltip: {
      trigger: 'axis',
      ...tooltipStyle(t),
      axisPointer: { lineStyle: { color: t['text-3'], type: 'solid' } },
      formatter: (points: { data: { row?: number; value: unknown[] }; seriesName: string }[]) => {
        const row = points.find((p) => p.data.row !== undefined)?.data.row;
        const head = row === undefined ? '' : labelOf(data, data.rows[row] ?? [], e.x);
        return tip(
          head,
          points.map((p) => `${p.seriesName}: ${withUnit(spec, p.data.value[1] as number | null)}`),
        );
      },
    },
    graphic: cutNote(t, shown.length, all.length, 'series'),
    xAxis: {
      type: time ? 'time' : 'category',
      data: time ? undefined : categories,
      boundaryGap: bars,
      ...axisStyle(t),
      axisLabel: { ...axisStyle(t).axisLabel, ...(time && { formatter: TIME_LABELS }) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      ...axisStyle(t),
      axisLine: { show: false },
      splitNumber: 4,
      // A line may start where its numbers do; bars and areas start at zero.
      scale: spec.type === 'Line',
      axisLabel: { ...axisStyle(t).axisLabel, formatter: (v: number) => formatted(spec, v, true) },
    },
    series: [...ghost, ...lines] as Option['series'],
  };
}

/** Marks and names the highest point of a single series. */
function highest({ spec, data, tokens: t }: ChartInput, s: Series) {
  const e = encoded(spec, data);
  let best: unknown[] | undefined;
  for (const i of s.rows) {
    const row = data.rows[i] ?? [];
    if ((numberAt(row, s.y) ?? -Infinity) > (numberAt(best ?? [], s.y) ?? -Infinity)) best = row;
  }
  if (!best || s.rows.length < 8) return undefined;
  const x = isTime(data, e.x) ? toTime(best[e.x]) : labelOf(data, best, e.x);
  const late = data.rows.indexOf(best) > data.rows.length * 0.8;
  return {
    symbol: 'circle',
    symbolSize: 5,
    silent: true,
    itemStyle: { color: t.text },
    label: {
      show: true,
      position: late ? 'left' : 'right',
      distance: 6,
      formatter: `${labelOf(data, best, e.x)}: ${withUnit(spec, numberAt(best, s.y))}`,
      color: t.text,
      fontSize: 11,
      fontWeight: 550,
    },
    data: [{ coord: [x, numberAt(best, s.y)] }],
  };
}

/** What the chart compares with, as a dashed line. */
function compareLine({ spec, data, tokens: t }: ChartInput, time: boolean) {
  const e = encoded(spec, data);
  if (e.compare < 0) return [];
  const points = data.rows.map((row) => ({
    value: [time ? toTime(row[e.x]) : labelOf(data, row, e.x), numberAt(row, e.compare)],
  }));
  return [dashed(measureName(data, e.compare), points, t)];
}

const dashed = (name: string, data: { value: unknown[] }[], t: ChartInput['tokens']) => ({
  type: 'line',
  name,
  data,
  symbol: 'none',
  silent: true,
  lineStyle: { color: t['text-3'], width: 1.5, type: [4, 3] },
  itemStyle: { color: t['text-3'] },
  endLabel: { show: true, formatter: name, color: t['text-3'], fontSize: 11, distance: 6 },
  labelLayout: { moveOverlap: 'shiftY' },
});

/** The unfiltered series behind the filtered one, dashed and grey. Only where one line stands for the chart. */
function ghostLine({ spec, unfiltered, tokens: t }: ChartInput, time: boolean, bars: boolean) {
  if (!unfiltered) return [];
  const e = encoded(spec, unfiltered);
  const series = seriesOf(unfiltered, e);
  const s = series[bars ? 1 : 0];
  if (!s || series.length > (bars ? 2 : 1)) return [];
  const points = unfiltered.rows.map((row) => ({
    value: [time ? toTime(row[e.x]) : labelOf(unfiltered, row, e.x), numberAt(row, s.y)],
  }));
  return [dashed('unfiltered', points, t)];
}
