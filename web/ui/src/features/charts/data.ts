import type { ChartSpec, ResultColumn } from '../../api/types.ts';
import { dataTime, formatCell, formatNumber, toNumber, toTime, typeKind } from '../../ui/format.ts';

/** Columns and rows as an answer carries them. */
export interface ResultData {
  columns: ResultColumn[];
  rows: unknown[][];
}

/** Where a column is, by name; names of SQL do not mind case. -1 when there is none. */
export function columnAt(data: ResultData, name: string | null | undefined): number {
  if (!name) return -1;
  const exact = data.columns.findIndex((c) => c.name === name);
  return exact >= 0 ? exact : data.columns.findIndex((c) => c.name.toLowerCase() === name.toLowerCase());
}

const typeAt = (data: ResultData, at: number) => data.columns[at]?.type ?? '';

/** What a chart draws, found in the result: columns by place. */
export interface Encoded {
  x: number;
  y: number[];
  series: number;
  value: number;
  size: number;
  label: number;
  compare: number;
}

/** Finds the encoding's columns; what it does not say is taken from the types, left to right. */
export function encoded(spec: ChartSpec, data: ResultData): Encoded {
  const e = spec.encoding ?? {};
  const kinds = data.columns.map((c) => typeKind(c.type));
  const named = (name: string | null | undefined) => columnAt(data, name);
  const x = named(e.x ?? (spec.type === 'Pie' ? e.label : null));
  const y = (e.y ?? []).map(named).filter((at) => at >= 0);
  const firstNumber = kinds.findIndex((kind, at) => kind === 'number' && at !== x);
  const value = named(e.value);
  if (y.length === 0 && spec.type === 'Pie' && value >= 0) y.push(value);
  return {
    x:
      x >= 0
        ? x
        : Math.max(
            0,
            kinds.findIndex((kind) => kind !== 'number'),
          ),
    y: y.length > 0 ? y : firstNumber >= 0 ? [firstNumber] : [],
    series: named(e.series ?? e.color),
    value: value >= 0 ? value : (y[0] ?? firstNumber),
    size: named(e.size),
    label: named(e.label),
    compare: named(e.compare),
  };
}

export const isTime = (data: ResultData, at: number) => typeKind(typeAt(data, at)) === 'time';
export const isNumber = (data: ResultData, at: number) => typeKind(typeAt(data, at)) === 'number';
export const numberAt = (row: unknown[], at: number) => (at < 0 ? null : toNumber(row[at]));

/** A cell as a category or point in time is written on an axis or in a tooltip. */
export function labelOf(data: ResultData, row: unknown[], at: number): string {
  const cell = row[at];
  if (cell === null || cell === undefined) return 'null';
  if (isTime(data, at)) {
    const time = toTime(cell);
    if (time !== null) return dataTime(time);
  }
  return formatCell(cell, typeAt(data, at), isNumber(data, at) ? { kind: 'Number' } : null) ?? 'null';
}

/** The name of a measure, as its column is called, with spaces. */
export const measureName = (data: ResultData, at: number) =>
  (data.columns[at]?.name ?? '').replaceAll('_', ' ');

export const formatted = (spec: ChartSpec, value: number | null, short = false) =>
  value === null ? 'null' : formatNumber(value, spec.format, short);

/** The number with its unit, for labels that stand alone. */
export function withUnit(spec: ChartSpec, value: number | null): string {
  const unit =
    spec.format?.kind === 'Duration' || spec.format?.kind === 'Money' ? '' : (spec.format?.unit ?? '');
  return formatted(spec, value) + (unit && value !== null ? ` ${unit}` : '');
}

/** One line or bar group: its name and, for each of its points, the row that it comes from. */
export interface Series {
  name: string;
  y: number;
  rows: number[];
}

/** Groups that get a colour of their own; there are eight, and the last is for the rest. */
export const GROUPS_MAX = 8;

/** Splits the rows by the series column, or makes one series of each measure. */
export function seriesOf(data: ResultData, e: Encoded): Series[] {
  const all = data.rows.map((_, i) => i);
  if (e.series < 0) return e.y.map((y) => ({ name: measureName(data, y), y, rows: all }));
  const y = e.y[0] ?? -1;
  const groups = new Map<string, number[]>();
  for (const i of all) {
    const name = labelOf(data, data.rows[i] ?? [], e.series);
    const rows = groups.get(name);
    if (rows) rows.push(i);
    else groups.set(name, [i]);
  }
  return [...groups].map(([name, rows]) => ({ name, y, rows }));
}

const HASH_PRIME = 16_777_619;
/** FNV-1a: spreads names over the palette, the same on every page. */
function hash(text: string): number {
  let h = 2_166_136_261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), HASH_PRIME);
  return h >>> 0;
}

/**
 * A palette index for each name. A value keeps its colour from chart to chart as long as no other value of
 * the same chart has taken it; measures of one table are simply numbered.
 */
export function colourIndexes(names: string[], sticky: boolean, palette: number): number[] {
  const taken = new Set<number>();
  return names.map((name, i) => {
    let at = sticky ? hash(name) % palette : i % palette;
    while (taken.has(at) && taken.size < palette) at = (at + 1) % palette;
    taken.add(at);
    return at;
  });
}
