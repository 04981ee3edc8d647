import { Delayed } from './Delayed.tsx';

/** Lines in the shape of what comes. */
export function Loading({ lines = 6, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <Delayed>
      <div role="status" aria-label={label} style={{ padding: 12, display: 'grid', gap: 10 }}>
        {Array.from({ length: lines }, (_, i) => (
          <div
            key={`line-${i + 1}`}
            className="skeleton"
            style={{ height: 14, width: `${90 - ((i * 17) % 40)}%` }}
          />
        ))}
      </div>
    </Delayed>
  );
}
