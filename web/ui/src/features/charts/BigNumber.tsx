import type { ChartSpec } from '../../api/types.ts';
import { formatNumber, percent } from '../../ui/format.ts';
import { Spark } from '../../ui/Spark.tsx';
import { encoded, measureName, numberAt, type ResultData } from './data.ts';

const SPARK_POINTS = 60;

/** At most so many points, each the mean of its neighbours. */
export function thinned(values: number[], max = SPARK_POINTS): number[] {
  if (values.length <= max) return values;
  const size = values.length / max;
  return Array.from({ length: max }, (_, i) => {
    const part = values.slice(Math.floor(i * size), Math.floor((i + 1) * size));
    return part.reduce((sum, v) => sum + v, 0) / part.length;
  });
}

/** How a number differs from what it is compared with: percentages in points, others in percent. */
export function difference(spec: ChartSpec, value: number, base: number): string {
  const sign = value >= base ? '+' : '−';
  if (spec.format?.kind === 'Percent') return `${sign}${Math.abs((value - base) * 100).toFixed(1)} pp`;
  if (base === 0) return '';
  return `${sign}${percent(Math.abs((value - base) / base))}`;
}

/** The figure and its unit apart, so that the unit can be smaller. */
export function figure(spec: ChartSpec, value: number): { number: string; unit: string } {
  const text = formatNumber(value, spec.format);
  const parts = /^(.*\d)\s?([^\d\s]*)$/.exec(text);
  const unit = [
    parts?.[2],
    spec.format?.kind === 'Duration' || spec.format?.kind === 'Money' ? '' : spec.format?.unit,
  ];
  return { number: parts?.[1] ?? text, unit: unit.filter(Boolean).join(' ') };
}

interface BigNumberProps {
  spec: ChartSpec;
  data: ResultData;
  unfiltered?: ResultData | undefined;
}

/** A key figure: the value of the first row, its course over `x`, and what it is compared with. */
export function BigNumber({ spec, data, unfiltered }: BigNumberProps) {
  const e = encoded(spec, data);
  const first = data.rows[0] ?? [];
  const value = numberAt(first, e.value);
  const course = spec.encoding?.x ? (columnValues(data, e.y[0] ?? e.value) as number[]) : [];
  if (value === null) return <div className="big-number null">null</div>;
  const { number, unit } = figure(spec, value);
  return (
    <div className="big-number">
      <b className="tn">
        {number}
        {unit && <small>{unit}</small>}
      </b>
      <Spark values={thinned(course)} />
      <div className="sm mut ell">
        <Comparison spec={spec} data={data} unfiltered={unfiltered} value={value} />
      </div>
    </div>
  );
}

const columnValues = (data: ResultData, at: number) =>
  data.rows.map((row) => numberAt(row, at)).filter((v) => v !== null);

function Comparison({ spec, data, unfiltered, value }: BigNumberProps & { value: number }) {
  const e = encoded(spec, data);
  const base = numberAt(data.rows[0] ?? [], e.compare);
  if (base !== null) {
    return (
      <>
        {difference(spec, value, base)} vs {measureName(data, e.compare)} {formatNumber(base, spec.format)}
      </>
    );
  }
  const whole = unfiltered && numberAt(unfiltered.rows[0] ?? [], encoded(spec, unfiltered).value);
  if (whole != null) {
    return (
      <>
        {difference(spec, value, whole)} vs all {formatNumber(whole, spec.format)}
      </>
    );
  }
  return <>{spec.subtitle}</>;
}
