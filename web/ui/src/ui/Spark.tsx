interface SparkProps {
  values: number[];
  width?: number;
  height?: number;
}

/** A line without axes. Decoration beside a number that says the same. */
export function Spark({ values, width = 72, height = 24 }: SparkProps) {
  if (values.length < 2) return null;
  const min = Math.min(...values);
  const span = Math.max(...values) - min || 1;
  const points = values
    .map((v, i) => {
      const x = (i / (values.length - 1)) * (width - 2) + 1;
      const y = height - 2 - ((v - min) / span) * (height - 4);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="spark"
    >
      <polygon points={`1,${height} ${points} ${width - 1},${height}`} fill="var(--cat-1)" opacity={0.12} />
      <polyline points={points} fill="none" stroke="var(--cat-1)" strokeWidth={1.4} strokeLinejoin="round" />
    </svg>
  );
}
