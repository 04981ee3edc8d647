import type { QueryStatus } from '../../api/types.ts';
import { bytes, duration, exact } from '../../ui/format.ts';

/** Below this share, the time that is left cannot be told. */
const GUESS_FROM_PERCENT = 5;

/** A running query in words: how far, how much, how long. */
export function progressWords({ state, stats }: QueryStatus, elapsedMillis: number): string[] {
  if (state === 'QUEUED') return ['Waiting for a free place', `${duration(elapsedMillis)} elapsed`];
  if (state === 'PLANNING') return ['Planning', `${duration(elapsedMillis)} elapsed`];
  const known = stats.percent >= 0;
  const guess = stats.percent >= GUESS_FROM_PERCENT && stats.percent < 100;
  const left = guess
    ? `, about ${duration((elapsedMillis * (100 - stats.percent)) / stats.percent)} left`
    : '';
  // What was read is known at the end only; what has come back, all the time.
  const moved = Math.max(stats.bytesRead, stats.bytesReturned);
  return [
    known ? `${stats.percent.toFixed(0)}%` : 'Running',
    stats.rowsTotal > 0 ? `${exact(stats.rowsRead)} of ${exact(stats.rowsTotal)} rows` : '',
    moved > 0 ? bytes(moved) : '',
    `${duration(elapsedMillis)} elapsed${left}`,
  ].filter(Boolean);
}

/** What a screen reader is told: only each quarter of the way. */
export function announced({ state, stats }: QueryStatus): string {
  if (state !== 'RUNNING' || stats.percent < 0) return state.toLowerCase();
  return `${Math.floor(stats.percent / 25) * 25}% done`;
}
