import { useQuery } from '@tanstack/react-query';
import { loadSession } from '../../api/index.ts';

export const SESSION_KEY = ['session'];

/** Who is signed in. */
export const useSession = () =>
  useQuery({ queryKey: SESSION_KEY, queryFn: loadSession, staleTime: Infinity });

/** The token that a sign-in link carries after `#`; it never reaches a server log. */
export const tokenOf = (hash: string): string | null =>
  new URLSearchParams(hash.replace(/^#/, '')).get('token');

/** Where to go after signing in: only an address of this app. */
export function nextOf(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/';
}
