// Where a moment is drawn. Orders take milliseconds, and wait for days: with time as it was, their steps are too thin to see.
import type { Bar } from './Gantt';

/** A moment as per cent of the width. */
export type Scale = (moment: number) => number;

/** How wide a wait may be drawn, as a share of all that is no wait. */
const widest = 0.05;
/** From this share of the whole on, waits hide what is between them. */
const hiding = 0.5;

export const asItWas =
  (first: number, last: number): Scale =>
  (moment) =>
    (100 * (moment - first)) / Math.max(1, last - first);

/** Work to scale, waits shortened; undefined when there are none worth it. */
export function waitsShortened(bars: Bar[], first: number, last: number): Scale | undefined {
  const work = bars
    .filter((bar) => bar.kind !== 'timer' && bar.outcome !== 'open')
    .map((bar) => [bar.begin, bar.end] as const)
    .sort(([one], [other]) => one - other);
  const waits: { begin: number; end: number }[] = [];
  let done = first;
  for (const [begin, end] of [...work, [last, last] as const]) {
    if (begin > done) waits.push({ begin: done, end: begin });
    done = Math.max(done, end);
  }
  const waited = waits.reduce((sum, wait) => sum + wait.end - wait.begin, 0);
  const worked = last - first - waited;
  if (worked <= 0 || waited < hiding * (last - first)) return undefined;
  // What is left of each wait; what was before a moment is the sum of what is left of it all.
  const left = (wait: { begin: number; end: number }) => Math.min(wait.end - wait.begin, widest * worked);
  const shown = (moment: number): number =>
    waits.reduce((sum, wait) => {
      const part = Math.min(Math.max(moment - wait.begin, 0), wait.end - wait.begin);
      return sum - part + (part * left(wait)) / (wait.end - wait.begin);
    }, moment - first);
  const all = shown(last);
  return (moment) => (100 * shown(moment)) / all;
}
