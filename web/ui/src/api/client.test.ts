import { afterEach, describe, expect, it, vi } from 'vitest';
import { address, call, onSignedOut, parse, WeirError } from './client.ts';

const answer = (status: number, body: string) =>
  vi.stubGlobal('fetch', async () => new Response(body, { status }));

afterEach(() => vi.unstubAllGlobals());

describe('address', () => {
  it('should encode names and leave out what is undefined', () => {
    expect(
      address(
        '/catalog/{namespace}/{table}',
        { namespace: 'a/b', table: 'ü' },
        { limit: 5, snapshot: undefined },
      ),
    ).toBe('/api/v1/catalog/a%2Fb/%C3%BC?limit=5');
  });
});

describe('call', () => {
  it('should carry what the server says of a failure', async () => {
    answer(
      404,
      '{"error":{"code":"TABLE_NOT_FOUND","message":"No table x.","hint":"Did you mean y?","line":2,"column":6,"length":1}}',
    );
    const error = await call('GET /home', {}).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WeirError);
    expect(error).toMatchObject({
      code: 'TABLE_NOT_FOUND',
      status: 404,
      hint: 'Did you mean y?',
      line: 2,
      column: 6,
    });
  });

  it('should ask for JSON, since rows also come as Arrow', async () => {
    const fetched = vi.fn(async () => new Response('{}'));
    vi.stubGlobal('fetch', fetched);
    await call('GET /home', {});
    expect(fetched).toHaveBeenCalledWith('/api/v1/home', {
      method: 'GET',
      headers: { Accept: 'application/json' },
    });
  });

  it('should make something of an answer that is not ours', async () => {
    answer(502, '<html>Bad gateway</html>');
    await expect(call('GET /home', {})).rejects.toMatchObject({
      status: 502,
      message: 'The server answered 502.',
    });
  });

  it('should say so when nobody is signed in', async () => {
    const told = vi.fn();
    const stop = onSignedOut(told);
    answer(401, '{"error":{"code":"UNAUTHENTICATED","message":"No token."}}');
    await call('GET /home', {}).catch(() => {});
    stop();
    expect(told).toHaveBeenCalledOnce();
  });
});

describe('parse', () => {
  it('should keep integers that a double cannot hold, and leave everything else alone', () => {
    const text =
      '{"snapshotId":7712345678901234567,"n":5,"micros":1763737200000000,"f":0.12345678901234567,"s":"\\"id\\": 7712345678901234567"}';
    expect(parse(text)).toEqual({
      snapshotId: '7712345678901234567',
      n: 5,
      micros: 1763737200000000,
      f: 0.12345678901234566,
      s: '"id": 7712345678901234567',
    });
  });
});
