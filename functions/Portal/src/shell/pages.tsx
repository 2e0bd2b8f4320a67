// Lists too long for one answer: the newest page stays fresh, older ones are fetched on demand and kept.
import { useState } from 'preact/hooks';
import { get, Problem, query } from '../http/client';
import { useLive } from './live';

type Filter = Record<string, string | number>;

/** How a list's answer is read. */
export interface Paged<TAnswer, TItem> {
  path: string;
  /** The query's name for where a page begins. */
  from: 'before' | 'token';
  items: (answer: TAnswer) => TItem[];
  next: (answer: TAnswer) => string | number | undefined;
  key: (item: TItem) => string | number;
}

export interface Pages<TAnswer, TItem> {
  first: TAnswer | undefined;
  items: TItem[];
  problem: Problem | undefined;
  loading: boolean;
  /** Fetches the next page; undefined when there is none. */
  more: (() => Promise<void>) | undefined;
}

export function usePages<TAnswer, TItem>(list: Paged<TAnswer, TItem>, filter: Filter, every: number): Pages<TAnswer, TItem> {
  const address = list.path + query(filter);
  const first = useLive<TAnswer>(address, every);
  const [older, setOlder] = useState<{ address: string; items: TItem[]; next: string | number | undefined }>();
  const [problem, setProblem] = useState<Problem>();

  // What was fetched under another filter is not of this list.
  const rest = older?.address === address ? older : undefined;
  const newest = first.data ? list.items(first.data) : [];
  const known = new Set(newest.map(list.key));
  const next = rest ? rest.next : first.data && list.next(first.data);
  const more = async () => {
    try {
      const page = await get<TAnswer>(list.path + query({ ...filter, [list.from]: next }));
      setOlder({ address, items: [...(rest?.items ?? []), ...list.items(page)], next: list.next(page) });
      setProblem(undefined);
    } catch (cause) {
      setProblem(Problem.of(cause));
    }
  };
  return {
    first: first.data,
    items: [...newest, ...(rest?.items.filter((item) => !known.has(list.key(item))) ?? [])],
    problem: problem ?? first.problem,
    loading: !first.data && !first.problem,
    more: next === undefined ? undefined : more,
  };
}

export function More({ pages }: { pages: { more: (() => Promise<void>) | undefined } }) {
  return pages.more ? (
    <p class="pager">
      <button type="button" onClick={pages.more}>
        Show more
      </button>
    </p>
  ) : null;
}
