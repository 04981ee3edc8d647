import type { ChartData } from '../../api/types.ts';

export interface Freshness {
  /** When the data was committed that most charts show; null while nothing is there. */
  snapshotEpochMillis: number | null;
  /** Charts show data of different moments. */
  differs: boolean;
  charts: number;
  cached: number;
  coreSeconds: number;
}

const MICROS = 1_000_000;

/** One line for the whole page, so that the cards need not repeat it. */
export function summarise(answers: ChartData[]): Freshness {
  const times = new Map<string, number>();
  let differs = false;
  for (const answer of answers) {
    for (const table of answer.stats.tables) {
      const seen = times.get(table.name);
      const at = table.committedEpochMillis ?? 0;
      if (seen !== undefined && seen !== at) differs = true;
      times.set(table.name, at);
    }
  }
  const moments = answers.map((a) => a.freshness.snapshotEpochMillis).filter((t) => t != null);
  return {
    snapshotEpochMillis: moments.length > 0 ? Math.max(...moments) : null,
    differs,
    charts: answers.length,
    cached: answers.filter((a) => a.freshness.cacheHit).length,
    coreSeconds: answers.reduce((sum, a) => sum + (a.freshness.cacheHit ? 0 : a.stats.cpuMicros), 0) / MICROS,
  };
}
