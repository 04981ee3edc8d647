import type { ChartSpec } from '../../api/types.ts';
import { BigNumber } from './BigNumber.tsx';
import { isDrawn } from './build.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import { ChartTable } from './ChartTable.tsx';
import type { ResultData } from './data.ts';
import './charts.css';

interface ChartViewProps {
  spec: ChartSpec;
  data: ResultData;
  unfiltered?: ResultData | undefined;
  selected?: string[];
  asTable?: boolean;
  onMark?: ((row: number) => void) | undefined;
  onDrawn?: ((millis: number) => void) | undefined;
}

const NONE: string[] = [];

/** A chart of any type, or its rows. Fills the box that it is in. */
export function ChartView({
  spec,
  data,
  unfiltered,
  selected = NONE,
  asTable,
  onMark,
  onDrawn,
}: ChartViewProps) {
  if (spec.type === 'BigNumber' && !asTable)
    return <BigNumber spec={spec} data={data} unfiltered={unfiltered} />;
  if (isDrawn(spec.type) && !asTable) {
    return (
      <ChartCanvas
        spec={spec}
        data={data}
        unfiltered={unfiltered}
        selected={selected}
        onMark={onMark}
        onDrawn={onDrawn}
      />
    );
  }
  return (
    <ChartTable spec={spec} data={data} selected={selected} all={spec.type !== 'Table'} onMark={onMark} />
  );
}
