import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { signIn } from '../../api/index.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Logo } from '../../ui/Logo.tsx';
import { nextOf, SESSION_KEY, tokenOf } from './session.ts';
import './login.css';

/** Signs in with the token of a link at once, or with one that is pasted. */
export function LoginPage() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const started = useRef(false);

  const enter = useCallback(
    async (secret: string) => {
      setBusy(true);
      setError(null);
      try {
        client.setQueryData(SESSION_KEY, await signIn(secret));
        navigate(nextOf(window.location.search), { replace: true });
      } catch (failure) {
        setError(failure);
        setBusy(false);
      }
    },
    [client, navigate],
  );

  useEffect(() => {
    document.title = 'Sign in · Weir';
    const linked = tokenOf(window.location.hash);
    if (!linked || started.current) return;
    started.current = true;
    // The token leaves the address bar and the history before anything else happens.
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    void enter(linked);
  }, [enter]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const secret = tokenOf(token.slice(token.indexOf('#') + 1)) ?? token.trim();
    if (secret) void enter(secret);
  };

  return (
    <main className="login">
      <form onSubmit={submit}>
        <Logo size={28} />
        <h1>Sign in to Weir</h1>
        <label htmlFor="token">Token or sign-in link</label>
        <input
          id="token"
          className="field tall"
          type="password"
          autoComplete="current-password"
          value={token}
          onChange={(event) => setToken(event.target.value)}
          required
          aria-describedby="token-hint"
        />
        <button className="btn primary" type="submit" disabled={busy}>
          {busy ? 'Signing in' : 'Sign in'}
        </button>
        <p id="token-hint" className="sm mut">
          <code className="mono">./weir up</code> prints a sign-in link,{' '}
          <code className="mono">./weir token</code> the token.
        </p>
        {error !== null && <ErrorNote error={error} />}
      </form>
    </main>
  );
}
