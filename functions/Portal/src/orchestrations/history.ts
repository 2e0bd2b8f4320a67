// The history of an instance, kept fresh without asking for all of it each time it moves: a long one costs more than a glance.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { HistoryEntry } from '../http/answers';
import { get, Problem } from '../http/client';

const shortest = 1000;

const pathOf = (id: string): string =>
  `/runtime/webhooks/durabletask/instances/${encodeURIComponent(id)}?showHistory=true&showHistoryOutput=true&showInput=true`;

export const historyOf = async (id: string, signal?: AbortSignal): Promise<HistoryEntry[]> =>
  (await get<{ historyEvents?: HistoryEntry[] }>(pathOf(id), signal)).historyEvents ?? [];

/** Asks again when <c>moved</c> changes, but not before the last answer was looked at for as long as it took to get. */
export function useHistory(id: string, moved: string | undefined): { events: HistoryEntry[]; problem: Problem | undefined } {
  const [events, setEvents] = useState<HistoryEntry[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const earliest = useRef(0);
  useEffect(() => {
    if (moved === undefined) return;
    const stop = new AbortController();
    const ask = async () => {
      const begun = performance.now();
      try {
        setEvents(await historyOf(id, stop.signal));
        setProblem(undefined);
      } catch (cause) {
        if (!stop.signal.aborted) setProblem(Problem.of(cause));
      }
      const took = performance.now() - begun;
      earliest.current = performance.now() + Math.max(shortest, 5 * took);
    };
    const timer = setTimeout(ask, Math.max(0, earliest.current - performance.now()));
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [id, moved]);
  return { events, problem };
}
