import type { ReactNode } from 'react';
import { WeirError } from '../api/client.ts';
import { CopyButton } from './CopyButton.tsx';
import { CircleAlert } from './icons.ts';

interface ErrorNoteProps {
  error: unknown;
  /** What can be done here, a button. */
  action?: ReactNode;
}

/** What happened, what to do, and the query id to give to somebody who can look it up. */
export function ErrorNote({ error, action }: ErrorNoteProps) {
  const known = error instanceof WeirError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return (
    <div className="error-note" role="alert">
      <CircleAlert size={14} aria-hidden="true" />
      <div>
        <b>{message}</b>
        {known?.line != null && (
          <span className="mut">
            {' '}
            line {known.line}, column {known.column}
          </span>
        )}
      </div>
      {known?.hint && <div className="t2">{known.hint}</div>}
      <div className="foot">
        {known && <span className="code mono">{known.code}</span>}
        {known?.queryId && (
          <>
            <span className="mono">{known.queryId}</span>
            <CopyButton text={known.queryId} label="Copy query id" />
          </>
        )}
        {action}
      </div>
    </div>
  );
}
