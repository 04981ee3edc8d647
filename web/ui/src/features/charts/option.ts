import type { EChartsCoreOption } from 'echarts/core';
import type { ChartSpec } from '../../api/types.ts';
import type { Tokens } from '../../ui/theme.ts';
import type { ResultData } from './data.ts';

/** Everything that decides how a chart looks. */
export interface ChartInput {
  spec: ChartSpec;
  data: ResultData;
  tokens: Tokens;
  dark: boolean;
  width: number;
  height: number;
  /** Values of the cross-filter's field that are chosen; empty when none is. */
  selected: string[];
  /** The same chart without the page's filters, for the ghost line. */
  unfiltered?: ResultData | undefined;
}

/** A data item of ECharts that remembers its row, so that a click knows what it hit. */
export interface Mark {
  value: unknown;
  row: number;
  itemStyle?: Record<string, unknown>;
}

export type Option = EChartsCoreOption & { series: Record<string, unknown>[] };

export const FONT = 'Inter, system-ui, sans-serif';

export const axisStyle = (t: Tokens) => ({
  axisLine: { lineStyle: { color: t['line-2'] } },
  axisTick: { show: false },
  axisLabel: { color: t['text-3'], fontSize: 11, hideOverlap: true },
  splitLine: { lineStyle: { color: t.line } },
});

export const tooltipStyle = (t: Tokens) => ({
  backgroundColor: t.surface,
  borderColor: t['line-2'],
  textStyle: { color: t.text, fontSize: 12, fontFamily: FONT },
  padding: [6, 10],
  confine: true,
  transitionDuration: 0,
});

/** What all charts have. No animation: numbers should stand still. */
export const baseOption = (t: Tokens) => ({
  animation: false,
  useUTC: true,
  textStyle: { fontFamily: FONT, fontSize: 11, color: t['text-3'] },
  color: t.cat,
});

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Text for a tooltip, which ECharts sets as HTML. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

/** A tooltip: a bold head and lines. */
export const tip = (head: string, lines: string[]) =>
  `<b>${escapeHtml(head)}</b>${lines.map((line) => `<br>${escapeHtml(line)}`).join('')}`;

/** Round steps for at most `count` pieces between two numbers: 1, 2, 2.5 or 5 times a power of ten. */
export function niceStep(min: number, max: number, count: number): number {
  const rough = (max - min || Math.abs(max) || 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= rough * 0.999) ?? 10;
  return factor * power;
}

/** Dot and name for as many groups as there are; beside four or fewer lines the names stand at their ends. */
export const legendOption = (t: Tokens) => ({
  type: 'scroll',
  bottom: 4,
  left: 8,
  right: 8,
  itemWidth: 10,
  itemHeight: 8,
  icon: 'roundRect',
  textStyle: { color: t['text-2'], fontSize: 11 },
  pageTextStyle: { color: t['text-3'] },
  pageIconColor: t['text-2'],
});

/** Says that not everything is drawn: `first 60 of 229`. Nothing when it is. */
export const cutNote = (t: Tokens, shown: number, all: number, what: string) =>
  shown >= all
    ? undefined
    : {
        type: 'text',
        right: 12,
        top: 2,
        silent: true,
        style: { text: `${shown} of ${all} ${what}`, fill: t['text-3'], font: `11px ${FONT}` },
      };
