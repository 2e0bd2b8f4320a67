// Addresses below /portal/. The back button works, and every page can be linked to.
import { signal } from '@preact/signals';

const base = '/portal/';

export interface Place {
  path: string[];
  query: URLSearchParams;
}

function here(): Place {
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : '';
  return { path: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(location.search) };
}

export const place = signal<Place>(here());

addEventListener('popstate', () => {
  place.value = here();
});

/** The address of a page: href('orchestrations', id). */
export const href = (...path: string[]): string => base + path.map(encodeURIComponent).join('/');

export function go(address: string): void {
  history.pushState(null, '', address);
  place.value = here();
  scrollTo(0, 0);
}

/** Changes the query without a new entry in the history: for filters. */
export function setQuery(values: Record<string, string>): void {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
  const text = query.toString();
  history.replaceState(null, '', location.pathname + (text ? `?${text}` : ''));
  place.value = here();
}

/** Lets links inside the portal change the page without loading it anew. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (!link.pathname.startsWith(base)) return;
  event.preventDefault();
  go(link.pathname + link.search);
}
