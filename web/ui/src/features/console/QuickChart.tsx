import { useState } from 'react';
import type { ChartSpec, ChartType, ResultColumn } from '../../api/types.ts';
import { typeKind } from '../../ui/format.ts';
import { ChartView } from '../charts/ChartView.tsx';
import type { RunResult } from './runs.ts';

const TYPES: ChartType[] = ['TimeSeries', 'Line', 'Area', 'Bar', 'Histogram', 'Scatter', 'Pie'];
const POINTS_MAX = 5000;

/** A first guess: time makes a line, words make bars, two numbers make points. */
export function guess(columns: ResultColumn[]): { type: ChartType; x: string; y: string } | null {
  const numbers = columns.filter((c) => typeKind(c.type) === 'number');
  const time = columns.find((c) => typeKind(c.type) === 'time');
  const word = columns.find((c) => ['text', 'boolean'].includes(typeKind(c.type)));
  const [first, second] = numbers;
  if (!first) return null;
  if (time) return { type: 'TimeSeries', x: time.name, y: first.name };
  if (word) return { type: 'Bar', x: word.name, y: first.name };
  return second
    ? { type: 'Scatter', x: first.name, y: second.name }
    : { type: 'Histogram', x: first.name, y: first.name };
}

/** A picture of the result as it is, with three choices. */
export function QuickChart({ result }: { result: RunResult }) {
  const [choice, setChoice] = useState(() => guess(result.columns));
  if (!choice) return <p className="note mut">A chart needs a column of numbers.</p>;
  const spec: ChartSpec = {
    name: 'chart',
    title: `${choice.y} by ${choice.x}`,
    type: choice.type,
    encoding: { x: choice.x, y: [choice.y] },
  };
  const names = result.columns.map((c) => c.name);
  const numbers = result.columns.filter((c) => typeKind(c.type) === 'number').map((c) => c.name);
  const select = (label: string, value: string, options: string[], change: (value: string) => void) => (
    <label className="row sm">
      <span className="mut">{label}</span>
      <select className="field" value={value} onChange={(event) => change(event.target.value)}>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="quick-chart">
      <div className="row quick-bar">
        {select('Type', choice.type, TYPES, (type) => setChoice({ ...choice, type: type as ChartType }))}
        {select('Across', choice.x, names, (x) => setChoice({ ...choice, x }))}
        {select('Up', choice.y, numbers, (y) => setChoice({ ...choice, y }))}
        {result.rowCount > POINTS_MAX && (
          <span className="sm mut">first {POINTS_MAX.toLocaleString('en-GB')} rows</span>
        )}
      </div>
      <div className="quick-canvas">
        <ChartView spec={spec} data={{ columns: result.columns, rows: result.rows.slice(0, POINTS_MAX) }} />
      </div>
    </div>
  );
}
