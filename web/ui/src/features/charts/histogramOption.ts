import { encoded, isTime, labelOf, measureName, numberAt } from './data.ts';
import {
  axisStyle,
  baseOption,
  type ChartInput,
  FONT,
  type Mark,
  niceStep,
  type Option,
  tip,
  tooltipStyle,
} from './option.ts';

/** The distance between neighbouring bins: the smallest step between their starts. */
export function binWidth(starts: number[]): number {
  const sorted = [...new Set(starts)].sort((a, b) => a - b);
  let width = Infinity;
  for (let i = 1; i < sorted.length; i++) width = Math.min(width, (sorted[i] ?? 0) - (sorted[i - 1] ?? 0));
  return Number.isFinite(width) ? width : 1;
}

/** Share of the counts in bins that start at `threshold` or later. */
export function shareBeyond(bins: [number, number][], threshold: number): number {
  const sum = (list: [number, number][]) => list.reduce((total, [, count]) => total + count, 0);
  return sum(bins.filter(([start]) => start >= threshold)) / (sum(bins) || 1);
}

/** Labels along the axis, about. */
const LABELS = 8;

/** Narrower than this, there is room for one of the two shares. */
const BOTH_NOTES_WIDTH = 240;

/** Whether a bin starts at a round number; bins that are no numbers are all labelled, where there is room. */
const isRound = (start: number | null, tick: number) =>
  start === null || Math.abs(start % tick) < tick * 1e-6;

/** Histogram: counts by start of bin; bins from the threshold on in the colour of exceptions. */
export function histogramOption(input: ChartInput): Option {
  const { spec, data, tokens: t } = input;
  const e = encoded(spec, data);
  const y = e.y[0] ?? -1;
  const bins = data.rows
    .map((row, i) => ({
      start: numberAt(row, e.x),
      label: labelOf(data, row, e.x),
      count: numberAt(row, y) ?? 0,
      row: i,
    }))
    .filter((bin) => isTime(data, e.x) || bin.start !== null);
  const pairs = bins.map((bin): [number, number] => [bin.start ?? 0, bin.count]);
  const starts = pairs.map(([start]) => start);
  const width = binWidth(starts);
  const sum = pairs.reduce((total, [, count]) => total + count, 0) || 1;
  const { threshold } = spec;
  const unit = spec.format?.unit ? ` ${spec.format.unit}` : '';
  const tick = niceStep(Math.min(...starts), Math.max(...starts), LABELS);
  const beyond = threshold == null ? null : shareBeyond(pairs, threshold);
  const note = (text: string, color: string | undefined, side: object) => ({
    type: 'text',
    top: 6,
    ...side,
    silent: true,
    style: { text, fill: color, font: `600 12px ${FONT}` },
  });
  return {
    ...baseOption(t),
    grid: { left: 10, right: 12, top: beyond === null ? 10 : 30, bottom: 6, containLabel: true },
    tooltip: {
      ...tooltipStyle(t),
      formatter: (p: { data: Mark }) => {
        const bin = bins.find((b) => b.row === p.data.row);
        if (!bin) return '';
        const head =
          bin.start === null
            ? bin.label
            : `${formatNumberPlain(bin.start)} to ${formatNumberPlain(bin.start + width)}${unit}`;
        return tip(head, [`${formatNumberPlain(bin.count)}, ${((bin.count / sum) * 100).toFixed(1)}%`]);
      },
    },
    xAxis: {
      type: 'category',
      data: bins.map((bin) => bin.label),
      ...axisStyle(t),
      axisLabel: {
        ...axisStyle(t).axisLabel,
        interval: (i: number) => isRound(bins[i]?.start ?? null, tick),
      },
      splitLine: { show: false },
    },
    yAxis: { type: 'value', show: false },
    graphic:
      beyond === null
        ? undefined
        : [
            ...(input.width < BOTH_NOTES_WIDTH
              ? []
              : [
                  note(`${((1 - beyond) * 100).toFixed(1)}% below ${threshold}${unit}`, t['accent-text'], {
                    left: 12,
                  }),
                ]),
            note(`${(beyond * 100).toFixed(1)}% from ${threshold}${unit}`, t['cat-2-text'], { right: 12 }),
          ],
    series: [
      {
        type: 'bar',
        name: measureName(data, y),
        barCategoryGap: '14%',
        cursor: spec.crossFilter ? 'pointer' : 'default',
        data: bins.map((bin) => {
          const exception = threshold != null && (bin.start ?? -Infinity) >= threshold;
          return {
            value: bin.count,
            row: bin.row,
            itemStyle: { color: exception ? t.cat[1] : t.cat[0], opacity: exception ? 1 : 0.8 },
          };
        }),
      },
    ],
  };
}

const formatNumberPlain = (value: number) => value.toLocaleString('en-GB').replace('-', '−');
