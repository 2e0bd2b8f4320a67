// The API lists packs from the oldest on; people want the newest. So it is asked for spans of time, from now backwards, each
// twice as long as the one before while nothing is found.
import { useEffect, useState } from 'preact/hooks';
import type { PackLine, PackPage } from '../http/answers';
import { get, Problem, query } from '../http/client';
import { useLive } from '../shell/live';

const day = 86_400_000;
const largest = 200;
const enough = 50;

export interface NewestPacks {
  items: PackLine[];
  problem: Problem | undefined;
  loading: boolean;
  more: (() => Promise<void>) | undefined;
}

interface Found {
  items: PackLine[];
  /** Where what was not looked at yet ends. */
  before: number;
  width: number;
}

/** Of one tenant, and about one subject when one is named: a list of others is another list, with a key of its own. */
export function useNewestPacks(subject: string): NewestPacks {
  const oldest = useLive<PackPage>(`/proofpacks${query({ subject, count: 1 })}`, 5000);
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<Problem>();
  const first = oldest.data && (oldest.data.packs[0] ? Date.parse(oldest.data.packs[0].generated) : Infinity);

  const look = async (from: Found): Promise<void> => {
    try {
      setFound(await back(subject, from, first!));
      setProblem(undefined);
    } catch (cause) {
      setProblem(Problem.of(cause));
    }
  };

  // The newest come in while somebody looks.
  useEffect(() => {
    if (first === undefined) return;
    if (!found) void look({ items: [], before: Date.now() + day, width: 2 * day });
    else void since(subject, found.items).then((newer) => newer.length && setFound({ ...found, items: [...newer, ...found.items] }), () => undefined);
  }, [oldest.data]);

  return {
    items: found?.items ?? [],
    problem: problem ?? oldest.problem,
    loading: !found && !problem && !oldest.problem,
    more: found && first !== undefined && found.before > first ? () => look(found) : undefined,
  };
}

/** Goes back from where <c>found</c> ends until there is enough more, or until the first pack. */
async function back(subject: string, found: Found, first: number): Promise<Found> {
  let { before, width } = found;
  const items = [...found.items];
  while (before > first && items.length < found.items.length + enough) {
    const from = before - width;
    const window = await between(subject, from, before);
    items.push(...window.reverse());
    before = from;
    width = window.length === 0 ? width * 2 : window.length > enough ? width / 2 : width;
  }
  return { items, before, width };
}

const since = async (subject: string, items: PackLine[]): Promise<PackLine[]> => {
  const known = new Set(items.map((pack) => pack.id));
  const from = items[0] ? Date.parse(items[0].generated) : 0;
  return (await between(subject, from, Date.now() + day)).filter((pack) => !known.has(pack.id)).reverse();
};

async function between(subject: string, from: number, to: number): Promise<PackLine[]> {
  const packs: PackLine[] = [];
  const span = { subject, from: new Date(Math.max(0, from)).toISOString(), to: new Date(to).toISOString(), count: largest };
  for (let after: string | undefined; ; ) {
    const page = await get<PackPage>(`/proofpacks${query({ ...span, after })}`);
    packs.push(...page.packs);
    if (!page.next) return packs;
    after = page.next;
  }
}
