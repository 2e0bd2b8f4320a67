// Keeps an answer fresh while somebody looks at it.
import { useEffect, useState } from 'preact/hooks';
import { get, Problem } from '../http/client';

export interface Live<T> {
  data: T | undefined;
  problem: Problem | undefined;
  refresh: () => void;
}

/** Asks again every so many milliseconds while the page is visible; a failed try keeps the last answer and says so. */
export function useLive<T>(path: string | undefined, every = 3000): Live<T> {
  const [state, setState] = useState<{ path: string | undefined; data?: T; problem?: Problem }>({ path });
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (path === undefined) return;
    const stop = new AbortController();
    let timer = 0;
    const ask = async () => {
      try {
        const data = await get<T>(path, stop.signal);
        if (!stop.signal.aborted) setState({ path, data });
      } catch (cause) {
        if (stop.signal.aborted) return;
        const problem = Problem.of(cause);
        setState((before) => (before.path === path && before.data !== undefined ? { path, data: before.data, problem } : { path, problem }));
      }
      if (!stop.signal.aborted) timer = window.setTimeout(next, every);
    };
    const next = () => (document.hidden ? (timer = window.setTimeout(next, every)) : void ask());
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [path, every, round]);

  const mine = state.path === path;
  return { data: mine ? state.data : undefined, problem: mine ? state.problem : undefined, refresh: () => setRound((n) => n + 1) };
}
