// A question asked once, by a button: its answer, or why there is none.
import { useState } from 'preact/hooks';
import { get, Problem } from '../http/client';

export interface Asked<T> {
  answer: T | undefined;
  problem: Problem | undefined;
  ask: () => Promise<void>;
}

export function useAsk<T>(path: string): Asked<T> {
  const [answer, setAnswer] = useState<T>();
  const [problem, setProblem] = useState<Problem>();
  const ask = async () => {
    try {
      setAnswer(await get<T>(path));
      setProblem(undefined);
    } catch (cause) {
      setProblem(Problem.of(cause));
    }
  };
  return { answer, problem, ask };
}
