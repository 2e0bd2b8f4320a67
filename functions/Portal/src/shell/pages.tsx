// Lists too long for one answer: the newest page stays fresh, older ones are fetched on demand and kept.
import { useState } from 'preact/hooks';
import { get, Problem, query } from '../http/client';
import { useLive } from './live';

type Filter = Record<string, string | number>;

/** How a list's answer is read. */
export interface Paged<TAnswer, TItem> {
  path: string;
  /** The query's name for where a page begins. */
  from: 'before' | 'after' | 'token';
  items: (answer: TAnswer) => TItem[];
  next: (answer: TAnswer) => string | number | undefined;
  key: (item: TItem) => string | number;
}

export interface Pages<TAnswer, TItem> {
  first: TAnswer | undefined;
  items: TItem[];
  problem: Problem | undefined;
  loading: boolean;
  /** Asks for the newest page now. */
  refresh: () => void;
  /** Fetches the next page; undefined when there is none. */
  more: (() => Promise<void>) | undefined;
}

export function usePages<TAnswer, TItem>(list: Paged<TAnswer, TItem>, filter: Filter, every: number): Pages<TAnswer, TItem> {
  const address = list.path + query(filter);
  const first = useLive<TAnswer>(address, every);
  const [older, setOlder] = useState<{ address: string; head: TItem[]; items: TItem[]; next: string | number | undefined }>();
  const [problem, setProblem] = useState<Problem>();

  // What was fetched under another filter is not of this list.
  const rest = older?.address === address ? older : undefined;
  const newest = first.data ? list.items(first.data) : [];
  const next = rest ? rest.next : first.data && list.next(first.data);
  const more = async () => {
    try {
      const page = await get<TAnswer>(list.path + query({ ...filter, [list.from]: next }));
      // What is newer later pushes some of this first page out of it: they stay, in their place.
      setOlder({
        address,
        head: rest?.head ?? newest,
        items: [...(rest?.items ?? []), ...list.items(page)],
        next: list.next(page),
      });
      setProblem(undefined);
    } catch (cause) {
      setProblem(Problem.of(cause));
    }
  };
  const known = new Set<string | number>();
  const items = [...newest, ...(rest ? [...rest.head, ...rest.items] : [])].filter((item) => {
    const key = list.key(item);
    return !known.has(key) && known.add(key);
  });
  return {
    first: first.data,
    items,
    problem: problem ?? first.problem,
    loading: !first.data && !first.problem,
    refresh: first.refresh,
    more: next === undefined ? undefined : more,
  };
}

/** The way to older items. With a filter that no index answers, there may be none on the next page, and more after it. */
export function More({ pages, searching = false }: { pages: { more: (() => Promise<void>) | undefined }; searching?: boolean }) {
  const [busy, setBusy] = useState(false);
  const { more } = pages;
  return more ? (
    <p class="pager">
      <button
        type="button"
        disabled={busy}
        onClick={async () => {
          setBusy(true);
          await more();
          setBusy(false);
        }}
      >
        {searching ? 'Search further back' : 'Show more'}
      </button>
    </p>
  ) : null;
}
