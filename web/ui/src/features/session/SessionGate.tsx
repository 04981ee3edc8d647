import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useLocation } from 'wouter';
import { onSignedOut, WeirError } from '../../api/client.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useSession } from './session.ts';

/**
 * Lets its children start at once, in parallel with asking who is signed in, and leads to the sign-in page
 * when nobody is.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();

  useEffect(
    () =>
      onSignedOut(() => {
        const here = window.location.pathname + window.location.search;
        if (window.location.pathname === '/login') return;
        client.clear();
        navigate(`/login?next=${encodeURIComponent(here)}`, { replace: true });
      }),
    [client, navigate],
  );

  if (session.error instanceof WeirError && session.error.status === 401) return null;
  if (session.error) {
    return (
      <main style={{ padding: 24 }}>
        <ErrorNote
          error={session.error}
          action={
            <button type="button" className="btn small" onClick={() => session.refetch()}>
              Try again
            </button>
          }
        />
      </main>
    );
  }
  return children;
}
