import { useEffect, useState } from 'react';
import { describeStatement } from '../../api/index.ts';
import type { StatementDescription } from '../../api/types.ts';

/** How long the writer pauses before the text is checked. */
const PAUSE_MILLIS = 350;

export type Description =
  | { state: 'empty' | 'checking' }
  | { state: 'valid'; description: StatementDescription }
  | { state: 'invalid'; error: unknown };

/** What the server makes of a statement while it is being written, without running it. */
export function useDescription(sql: string): Description {
  const [result, setResult] = useState<Description>({ state: 'empty' });
  useEffect(() => {
    if (sql.trim() === '') {
      setResult({ state: 'empty' });
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const description = await describeStatement(sql, abort.signal);
        setResult({ state: 'valid', description });
      } catch (error) {
        if (!abort.signal.aborted) setResult({ state: 'invalid', error });
      }
    }, PAUSE_MILLIS);
    setResult((old) => (old.state === 'empty' ? { state: 'checking' } : old));
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [sql]);
  return result;
}
