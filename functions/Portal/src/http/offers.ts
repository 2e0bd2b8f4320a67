// What the host offers, by its own description: where a head lacks a part, there is no page for it either.
import { effect, signal } from '@preact/signals';
import { get, keyWanted } from './client';

const offered = signal<Set<string>>(new Set());

/** Whether the host has an address, such as /api/alerts; false until that is known. */
export const offers = (path: string): boolean => offered.value.has(path);

/** Asks once, and again when a key was given. */
export function askWhatIsOffered(): void {
  effect(() => {
    if (keyWanted.value || offered.peek().size > 0) return;
    get<{ paths: Record<string, unknown> }>('/api/openapi.json').then(
      ({ paths }) => (offered.value = new Set(Object.keys(paths))),
      // Without a description, the pages that every host has are there all the same.
      () => undefined,
    );
  });
}
