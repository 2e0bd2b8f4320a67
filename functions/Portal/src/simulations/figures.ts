// The figures of a report that two of them are compared by.
import { amount } from '../shell/format';
import type { Report } from './report';

export interface Figure {
  name: string;
  value: number | null | undefined;
  show: (value: number) => string;
  /** 1 when more is better, -1 when less is, 0 for neither. */
  better: -1 | 0 | 1;
}

const money = (value: number) => amount(value.toFixed(2));
const whole = (value: number) => amount(String(Math.round(value)), 0);
const ratio = (value: number) => amount(value.toFixed(2));
const per = (value: number) => `${amount(value.toFixed(2))} %`;

export function figuresOf({ operations, orders, equity, engines, ledger, audit, ...run }: Report): Figure[] {
  const sum = (of: 'started' | 'completed' | 'failed') => Object.values(operations).reduce((total, one) => total + one[of], 0);
  return [
    { name: 'Equity at the beginning', value: equity.start, show: money, better: 0 },
    { name: 'Equity at the end', value: equity.end, show: money, better: 1 },
    { name: 'Largest drawdown', value: equity.maxDrawdownPct, show: per, better: -1 },
    { name: 'Sharpe', value: equity.sharpe, show: ratio, better: 1 },
    { name: 'Sortino', value: equity.sortino, show: ratio, better: 1 },
    { name: 'Calmar', value: equity.calmar, show: ratio, better: 1 },
    ...Object.entries(engines).flatMap(([name, engine]): Figure[] => [
      { name: `${name} profit`, value: engine.pnl, show: money, better: 1 },
      { name: `${name} fills`, value: engine.trades, show: whole, better: 0 },
      { name: `${name} win rate`, value: engine.winRate === null ? null : 100 * engine.winRate, show: per, better: 1 },
      { name: `${name} profit factor`, value: engine.profitFactor, show: ratio, better: 1 },
    ]),
    { name: 'Orders submitted', value: orders.submitted, show: whole, better: 0 },
    { name: 'Orders filled', value: orders.filled, show: whole, better: 0 },
    { name: 'Orders rejected', value: orders.rejected, show: whole, better: -1 },
    { name: 'Orders sent twice', value: orders.duplicates, show: whole, better: -1 },
    { name: 'Runs started', value: sum('started'), show: whole, better: 0 },
    { name: 'Runs failed', value: sum('failed'), show: whole, better: -1 },
    { name: 'Ledger entries', value: ledger.entries, show: whole, better: 0 },
    { name: 'Audit records', value: audit.records, show: whole, better: 0 },
    { name: 'Seconds it took', value: run.wallSeconds, show: ratio, better: 0 },
    { name: 'Orchestrations a second', value: run.orchestrationsPerSecond, show: whole, better: 0 },
  ].filter((figure): figure is Figure => figure.value !== null && figure.value !== undefined);
}
