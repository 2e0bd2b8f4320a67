// How the portfolio did, day by day: what it was worth, and how far it was below its peak, with the breaker's levels.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Statistics } from '../http/answers';
import { get, Problem, query } from '../http/client';
import { useFilter } from '../shell/Filters';
import { amount, percent, signed } from '../shell/format';
import { later } from '../shell/later';
import { Empty, Notice } from '../shell/Notice';

const Curve = later(() => import('../charts/Curve').then((part) => part.Curve));

const path = '/api/statistics';
const ranges = [
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '1 year'],
  ['all', 'all'],
] as const;

const every = 60_000;

export function Equity() {
  const { filter, set } = useFilter(['days'] as const);
  const range = ranges.find(([days]) => days === filter.days)?.[0] ?? '90';
  const [found, setFound] = useState<Statistics>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    let gone = false;
    const ask = () =>
      void all(range).then(
        (statistics) => {
          // An answer about a range that is no longer asked for.
          if (gone) return;
          setFound(statistics);
          setProblem(undefined);
        },
        (cause) => !gone && setProblem(Problem.of(cause)),
      );
    ask();
    const timer = setInterval(() => document.hidden || ask(), every);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [range]);
  const days = found?.days ?? [];
  const curves = useMemo(
    () => ({
      times: days.map((day) => Date.parse(day.day) / 1000),
      equity: [{ name: 'Equity', colour: 'one' as const, values: days.map((day) => Number(day.equity)), fill: false }],
      drawdown: [{ name: 'Drawdown', colour: 'loss' as const, values: days.map((day) => -Number(day.drawdownPercent)), fill: true }],
      levels: (found?.levels ?? []).map((level) => ({ value: -100 * Number(level.drawdown), name: `level ${level.level}` })),
    }),
    [found],
  );
  return (
    <section class="card wide" aria-label="Equity">
      <div class="card-head">
        <h2>Equity and drawdown</h2>
        <label>
          <span class="hidden">Range</span>
          <select value={range} onChange={(event) => set('days')(event.currentTarget.value)}>
            {ranges.map(([days, name]) => (
              <option key={days} value={days}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Notice problem={problem} />
      {!found || days.length === 0 ? (
        <Empty loading={!found && !problem}>The risk watch has not valued the portfolio yet; it does so every five minutes.</Empty>
      ) : (
        <>
          <p class="label">
            {days.length} {days.length === 1 ? 'day' : 'days'}: {signed((100 * Number(found.return)).toFixed(2))} %, largest drawdown{' '}
            {percent(Number(found.maxDrawdownPercent) / 100, 2)}, Sharpe {ratio(found.sharpe)}, Sortino {ratio(found.sortino)}, Calmar{' '}
            {/* A year's growth told from less than a month is no figure. */}
            {days.length < 30 ? '–' : ratio(found.calmar)}
          </p>
          <Curve label="Equity by day" times={curves.times} series={curves.equity} show={(value) => amount(value.toFixed(2))} axis={marks} />
          <Curve
            label="Drawdown by day, with the breaker's levels"
            times={curves.times}
            series={curves.drawdown}
            height={160}
            show={(value) => `${amount(value.toFixed(2))} %`}
            axis={(ticks) => marks(ticks).map((mark) => `${mark} %`)}
            levels={curves.levels}
          />
        </>
      )}
    </section>
  );
}

// Along an axis, decimals that are all zero are noise.
const marks = (ticks: number[]): string[] => {
  const places = ticks.every(Number.isInteger) ? 0 : 2;
  return ticks.map((tick) => amount(tick.toFixed(places), places));
};

const ratio = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2));

/** The figures of a range, with every day of it. */
async function all(range: string): Promise<Statistics> {
  const from = range === 'all' ? '' : new Date(Date.now() - Number(range) * 86_400_000).toISOString().slice(0, 10);
  const first = await get<Statistics>(path + query({ from, top: 500 }));
  for (let next = first.next; next; ) {
    const page = await get<Statistics>(path + query({ from, top: 500, after: next }));
    first.days.push(...page.days);
    next = page.next;
  }
  return first;
}
