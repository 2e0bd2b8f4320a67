// Candles and fills come by pages; a picture wants all of its span.
import { useEffect, useState } from 'preact/hooks';
import type { Candle, PriceMarks, PricePage } from '../http/prices';
import { get, Problem, query } from '../http/client';

const every = 60_000;
const page = 500;
// A picture of more fills than this would show none of them.
const mostFills = 2000;

export interface Priced {
  key: string;
  source: string;
  candles: Candle[];
  marks: PriceMarks | undefined;
}

/** The prices of a span and the marks on them, asked for again every minute. */
export function usePrices(symbol: string, market: string, days: number): { data: Priced | undefined; problem: Problem | undefined } {
  const key = `${symbol} ${market} ${days}`;
  const [data, setData] = useState<Priced>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    if (!symbol) return;
    const stop = new AbortController();
    const failed = (cause: unknown) => !stop.signal.aborted && setProblem(Problem.of(cause));
    const ask = async () => {
      if (document.hidden) return;
      const from = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
      const path = `/api/prices/${encodeURIComponent(symbol)}`;
      const { source, candles } = await candlesOf(path, { market, from }, stop.signal);
      setProblem(undefined);
      setData((before) => ({ key, source, candles, marks: before?.key === key ? before.marks : undefined }));
      const marks = await marksOf(`${path}/marks`, { market, from }, stop.signal);
      setData((before) => (before?.key === key ? { ...before, marks } : before));
    };
    void ask().catch(failed);
    const timer = setInterval(() => void ask().catch(failed), every);
    return () => {
      stop.abort();
      clearInterval(timer);
      setProblem(undefined);
    };
  }, [key]);
  return { data: data?.key === key ? data : undefined, problem };
}

type Filter = { market: string; from: string };

async function candlesOf(path: string, filter: Filter, signal: AbortSignal): Promise<PricePage> {
  const first = await get<PricePage>(path + query({ ...filter, top: page }), signal);
  for (let after = first.next; after; ) {
    const next = await get<PricePage>(path + query({ ...filter, top: page, after }), signal);
    first.candles.push(...next.candles);
    after = next.next;
  }
  return first;
}

async function marksOf(path: string, filter: Filter, signal: AbortSignal): Promise<PriceMarks> {
  const first = await get<PriceMarks>(path + query({ ...filter, top: page }), signal);
  for (let before = first.next; before && first.fills.length < mostFills; ) {
    const next = await get<PriceMarks>(path + query({ ...filter, top: page, before }), signal);
    first.fills.push(...next.fills);
    before = next.next;
  }
  return first;
}
