import type { Detail, Operations } from './schema.ts';

/** A failure that the server explained, or that kept us from asking it. */
export class WeirError extends Error {
  readonly code: Detail['code'];
  readonly status: number;
  readonly hint: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly length: number | null;
  readonly queryId: string | null;

  constructor(status: number, detail: Partial<Detail> & { message: string }) {
    super(detail.message);
    this.name = 'WeirError';
    this.status = status;
    this.code = detail.code ?? 'UNAVAILABLE';
    this.hint = detail.hint ?? null;
    this.line = detail.line ?? null;
    this.column = detail.column ?? null;
    this.length = detail.length ?? null;
    this.queryId = detail.queryId ?? null;
  }
}

const BASE = '/api/v1';
const signedOut = new Set<() => void>();

/** Calls `listener` when an answer says that nobody is signed in. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => {
    signedOut.delete(listener);
  };
}

async function failure(response: Response): Promise<WeirError> {
  const text = await response.text();
  try {
    const detail = (JSON.parse(text) as { error?: Detail }).error;
    if (detail?.message) return new WeirError(response.status, detail);
  } catch {
    // Not ours: a proxy's page, perhaps. The status has to do.
  }
  return new WeirError(response.status, {
    message: `The server answered ${response.status}.`,
    hint: 'Try again. If it stays, look at the log of the server.',
  });
}

type Values = Record<string, string | number | undefined>;

/** The address of a call: names in braces replaced, the rest as a query; undefined values are left out. */
export function address(template: string, path: Values = {}, query: Values = {}): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  return `${BASE}${filled}${search ? `?${search}` : ''}`;
}

/** The parts of a call that it has. */
type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };
type Arguments<K extends keyof Operations> = Given<Pick<Operations[K], 'path' | 'body'>> & {
  query?: Operations[K]['query'];
  signal?: AbortSignal | undefined;
};

interface AnyArguments {
  path?: Values;
  query?: Values;
  body?: unknown;
  signal?: AbortSignal;
}

/** Asks the server; the answer's JSON, or a `WeirError`. */
export async function call<K extends keyof Operations>(
  operation: K,
  given: Arguments<K>,
): Promise<Operations[K]['answer']> {
  const { path, query, body, signal } = given as AnyArguments;
  const [method = 'GET', template = ''] = operation.split(' ');
  // Said, because the rows of a query also come as Arrow.
  const init: RequestInit = { method, headers: { Accept: 'application/json' } };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...init.headers, 'Content-Type': 'application/json' };
  }
  let response: Response;
  try {
    response = await fetch(address(template, path, query), init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new WeirError(0, {
      message: 'The server does not answer.',
      hint: 'Check that Weir is running, then try again.',
    });
  }
  if (!response.ok) {
    const error = await failure(response);
    if (response.status === 401) for (const listener of signedOut) listener();
    throw error;
  }
  return parse(await response.text()) as Operations[K]['answer'];
}

const LONG_INTEGER = /\d{16,}/;
const STRINGS_AND_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** JSON, with integers that a double cannot hold (snapshot ids) kept as text. */
export function parse(text: string): unknown {
  if (!text) return undefined;
  if (!LONG_INTEGER.test(text)) return JSON.parse(text);
  const quoted = text.replace(STRINGS_AND_NUMBERS, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
  return JSON.parse(quoted);
}
