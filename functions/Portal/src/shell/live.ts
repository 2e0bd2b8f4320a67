// Keeps an answer fresh while somebody looks at it.
import { useEffect, useState } from 'preact/hooks';
import { get, noteSilence, Problem } from '../http/client';

/** Until when an act that is under way holds back questions: what it is about may be gone before its page is. */
export const acting = { until: 0 };
const soon = 100;

/** A host that takes a question and never answers is as far away as one that refuses it. */
const doubt = 10_000;
const patience = 30_000;

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
    let slept = false;
    const ask = async () => {
      const doubting = setTimeout(noteSilence, doubt, doubt);
      try {
        const data = await get<T>(path, AbortSignal.any([stop.signal, AbortSignal.timeout(patience)]));
        if (!stop.signal.aborted) setState({ path, data });
      } catch (cause) {
        clearTimeout(doubting);
        if (stop.signal.aborted) return;
        const problem = Problem.of(cause);
        setState((before) => (before.path === path && before.data !== undefined ? { path, data: before.data, problem } : { path, problem }));
      }
      clearTimeout(doubting);
      if (!stop.signal.aborted) timer = window.setTimeout(next, every);
    };
    const next = () => {
      slept = document.hidden;
      if (slept) return;
      if (performance.now() < acting.until) timer = window.setTimeout(next, soon);
      else void ask();
    };
    // Who comes back to the page does not look at what was so before.
    const wake = () => slept && next();
    document.addEventListener('visibilitychange', wake);
    void ask();
    return () => {
      stop.abort();
      document.removeEventListener('visibilitychange', wake);
      clearTimeout(timer);
    };
  }, [path, every, round]);

  const mine = state.path === path;
  return { data: mine ? state.data : undefined, problem: mine ? state.problem : undefined, refresh: () => setRound((n) => n + 1) };
}
