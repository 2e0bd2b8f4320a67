// A question asked once, by a button: its answer, or why there is none.
import { useState } from 'preact/hooks';
import { get, Problem } from '../http/client';

export interface Asked<T> {
  answer: T | undefined;
  problem: Problem | undefined;
  busy: boolean;
  ask: () => Promise<void>;
}

export function useAsk<T>(path: string): Asked<T> {
  return useTask(() => get<T>(path));
}

/** Something done at a button's press, once at a time. */
export function useTask<T>(task: () => Promise<T>): Asked<T> {
  const [state, setState] = useState<{ answer?: T; problem?: Problem; busy: boolean }>({ busy: false });
  const ask = async () => {
    if (state.busy) return;
    setState({ busy: true });
    try {
      setState({ answer: await task(), busy: false });
    } catch (cause) {
      setState({ problem: Problem.of(cause), busy: false });
    }
  };
  return { answer: state.answer, problem: state.problem, busy: state.busy, ask };
}
