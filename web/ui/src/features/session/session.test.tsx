import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LoginPage } from './LoginPage.tsx';
import { nextOf, tokenOf } from './session.ts';

describe('links', () => {
  it('should find the token', () => {
    expect(tokenOf('#token=abc')).toBe('abc');
    expect(tokenOf('')).toBeNull();
  });

  it('should lead only into this app', () => {
    expect(nextOf('?next=%2Fd%2Fx%3Ff.a%3D1')).toBe('/d/x?f.a=1');
    expect(nextOf('?next=https://evil.example')).toBe('/');
    expect(nextOf('?next=//evil.example')).toBe('/');
    expect(nextOf('?next=/%5Cevil.example')).toBe('/');
  });
});

describe('LoginPage', () => {
  const asked = vi.fn();

  beforeEach(() => {
    asked.mockReset();
    vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
      const { token } = JSON.parse(String(init.body)) as { token: string };
      asked(token);
      if (token === 'good') return new Response('{"displayName":"admin"}');
      return new Response(
        '{"error":{"code":"UNAUTHENTICATED","message":"The token is not valid.","hint":"Ask again."}}',
        { status: 401 },
      );
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const show = () =>
    render(
      <QueryClientProvider client={new QueryClient()}>
        <LoginPage />
      </QueryClientProvider>,
    );

  it('should sign in by link and take the token out of the address', async () => {
    window.history.replaceState(null, '', '/login?next=%2Fsql#token=good');
    show();
    await waitFor(() => expect(window.location.pathname).toBe('/sql'));
    expect(asked).toHaveBeenCalledWith('good');
    expect(window.location.href).not.toContain('good');
  });

  it('should say why not, and take a pasted link', async () => {
    window.history.replaceState(null, '', '/login');
    show();
    await userEvent.type(screen.getByLabelText(/Token/), 'bad');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The token is not valid.');
    await userEvent.clear(screen.getByLabelText(/Token/));
    await userEvent.type(screen.getByLabelText(/Token/), 'http://127.0.0.1:7400/login#token=good');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(window.location.pathname).toBe('/'));
  });
});
