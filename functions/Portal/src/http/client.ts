// The one way to the HTTP API. Errors are problem details with a stable code; a missing key is asked for once and kept for the tab.
import { signal } from '@preact/signals';

/** An answer that is no success, as the host explained it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }

  /** Whatever was thrown, as a problem: what is none comes from this page itself. */
  static of(cause: unknown): Problem {
    return cause instanceof Problem ? cause : new Problem(0, 'portal', String(cause));
  }
}

const keyName = 'orchestrations-key';

/** True while the host refuses us for want of a key. */
export const keyWanted = signal(false);

export function useKey(key: string): void {
  sessionStorage.setItem(keyName, key);
  keyWanted.value = false;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => send<T>('GET', path, undefined, signal);
export const post = <T>(path: string, body?: unknown): Promise<T> => send<T>('POST', path, body);
export const remove = <T>(path: string, body?: unknown): Promise<T> => send<T>('DELETE', path, body);

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  const key = sessionStorage.getItem(keyName);
  if (key) headers['x-functions-key'] = key;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    const init: RequestInit = { method, headers, cache: 'no-store', redirect: 'error' };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal) init.signal = signal;
    response = await fetch(path, init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(0, 'offline', 'The host does not answer. It may be restarting; the page tries again.');
  }
  const text = await response.text();
  if (response.ok) return (text ? JSON.parse(text) : null) as T;
  if (response.status === 401) keyWanted.value = true;
  throw problemOf(response.status, text);
}

function problemOf(status: number, text: string): Problem {
  try {
    const body = JSON.parse(text) as { code?: string; detail?: string; title?: string };
    return new Problem(status, body.code ?? String(status), body.detail ?? body.title ?? text);
  } catch {
    return new Problem(status, String(status), text || `The host answered ${status}.`);
  }
}

/** A query string of what is set. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`;
}
