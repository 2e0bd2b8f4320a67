// The one way to the HTTP API. Errors are problem details with a stable code; a missing key is asked for once and kept for the tab.
import { signal } from '@preact/signals';
import { place } from '../shell/route';

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
    return cause instanceof Problem ? cause : new Problem(0, 'portal', cause instanceof Error ? cause.message : String(cause));
  }
}

/** The host's own keys, and those of tenants, which open proof packs. */
export type KeyKind = 'host' | 'tenant';

const kinds: Record<KeyKind, { stored: string; header: string }> = {
  host: { stored: 'orchestrations-key', header: 'x-functions-key' },
  tenant: { stored: 'orchestrations-tenant-key', header: 'X-Api-Key' },
};

const kept = (kind: KeyKind) => sessionStorage.getItem(kinds[kind].stored);

/** The kind of key the host refuses to show something without. */
export const keyWanted = signal<KeyKind | undefined>(undefined);

/** Since when the host does not answer, as far as anybody asked; undefined while it does. */
export const awaySince = signal<number | undefined>(undefined);
let answered = Date.now();

/** Says that the host is away when nothing was answered for so long. */
export function noteSilence(milliseconds: number): void {
  if (Date.now() - answered >= milliseconds) awaySince.value ??= answered;
}

/** True while this tab has a key. */
export const keysInUse = signal(Boolean(kept('host') ?? kept('tenant')));

export function useKey(kind: KeyKind, key: string): void {
  sessionStorage.setItem(kinds[kind].stored, key);
  keysInUse.value = true;
  keyWanted.value = undefined;
}

export function forgetKeys(): void {
  for (const { stored } of Object.values(kinds)) sessionStorage.removeItem(stored);
  location.reload();
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => send<T>('GET', path, undefined, signal);
export const post = <T>(path: string, body?: unknown): Promise<T> => send<T>('POST', path, body);
export const put = <T>(path: string, body: unknown): Promise<T> => send<T>('PUT', path, body);
export const remove = <T>(path: string, body?: unknown): Promise<T> => send<T>('DELETE', path, body);

/** The body as it came: what is signed is verified byte by byte. */
export const bytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await ask('GET', path)).arrayBuffer());

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const text = await (await ask(method, path, body, signal)).text();
  return (text ? JSON.parse(text) : null) as T;
}

async function ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const kind: KeyKind = path.startsWith('/proofpacks') ? 'tenant' : 'host';
  const headers: Record<string, string> = { Accept: 'application/json' };
  const key = kept(kind);
  if (key) headers[kinds[kind].header] = key;
  // On the machine itself a page may be about any tenant; elsewhere the key says whose packs they are.
  const tenant = place.value.query.get('tenant');
  if (kind === 'tenant' && !key && tenant) headers['X-Tenant'] = tenant;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    const init: RequestInit = { method, headers, cache: 'no-store', redirect: 'error' };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal) init.signal = signal;
    response = await fetch(path, init);
  } catch (cause) {
    if (signal?.aborted && (signal.reason as Error).name !== 'TimeoutError') throw cause;
    awaySince.value ??= answered;
    throw new Problem(0, 'offline', 'The host does not answer. It may be restarting; the page tries again.');
  }
  answered = Date.now();
  awaySince.value = undefined;
  if (response.ok) return response;
  // An act that wants a higher key says so where it was asked for; a page without a key shows nothing at all.
  if (response.status === 401 && method === 'GET') keyWanted.value = kind;
  throw problemOf(response.status, await response.text());
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
