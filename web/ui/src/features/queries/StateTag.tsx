import type { QueryStatus } from '../../api/types.ts';

const WORDS: Record<QueryStatus['state'], string> = {
  QUEUED: 'queued',
  PLANNING: 'planning',
  RUNNING: 'running',
  SUCCEEDED: 'done',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};
const TONES: Record<QueryStatus['state'], string> = {
  QUEUED: 'warn',
  PLANNING: 'accent',
  RUNNING: 'accent',
  SUCCEEDED: 'ok',
  FAILED: 'bad',
  CANCELLED: '',
};

/** Where a query is, as a word with its colour. */
export function StateTag({ query }: { query: QueryStatus }) {
  return <span className={`tag ${TONES[query.state]}`}>{WORDS[query.state]}</span>;
}
