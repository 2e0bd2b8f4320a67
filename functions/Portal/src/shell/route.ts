// Addresses below /portal/. The back button works, and every page can be linked to.
import { signal } from '@preact/signals';
import { keepScroll, leave, scrollBack } from './scroll';

const base = '/portal/';

export interface Place {
  path: string[];
  query: URLSearchParams;
}

function here(): Place {
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : '';
  return { path: path.split('/').filter(Boolean).map(decoded), query: new URLSearchParams(location.search) };
}

// An address that somebody cut off in the middle of an escape is still an address: of nothing that there is.
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const place = signal<Place>(here());

keepScroll();
addEventListener('popstate', (event) => {
  const before = place.value;
  place.value = here();
  if (before.path.join('/') !== place.value.path.join('/')) scrollBack(event.state);
});

/** The address of a page: href('orchestrations', id). */
export const href = (...path: string[]): string => base + path.map(encodeURIComponent).join('/');

export function go(address: string): void {
  leave();
  history.pushState(null, '', address);
  place.value = here();
  scrollTo(0, 0);
}

/** Changes these values of the query, without a new entry in the history: for filters and views. */
export function setQuery(values: Record<string, string>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    query.delete(name);
    if (value !== '') query.append(name, value);
  }
  const text = query.toString();
  history.replaceState(history.state, '', location.pathname + (text ? `?${text}` : ''));
  place.value = here();
}

/** Lets links inside the portal change the page without loading it anew. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (!link.pathname.startsWith(base)) return;
  // A place within this page, such as its content: the browser goes there by itself.
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  go(link.pathname + link.search);
}
