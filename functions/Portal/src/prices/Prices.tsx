// What the instruments cost, when this system bought and sold, and the prices that matter to what it holds.
import { useState } from 'preact/hooks';
import type { Candle, Instruments, PriceFill, PriceLevel } from '../http/prices';
import { SelectFilter, useFilter } from '../shell/Filters';
import { amount, percent, price, quantity, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { go, href } from '../shell/route';
import { type Column, Table } from '../shell/Table';
import { Window } from '../shell/Window';
import { PriceChart, strokeOf } from './PriceChart';
import { type Priced, usePrices } from './series';

const spans: Record<string, [days: string, name: string][]> = {
  spot: [
    ['90', '90 days'],
    ['30', '30 days'],
    ['365', '1 year'],
    ['1000', '1000 days'],
  ],
  contract: [
    ['14', '14 days'],
    ['3', '3 days'],
    ['30', '30 days'],
  ],
};

const markets: Record<string, string> = { spot: 'spot, by days', contract: 'contract, mark price by hours' };

export function Prices({ symbol: asked }: { symbol: string | undefined }) {
  const instruments = useLive<Instruments>('/api/prices', 60_000);
  const { filter, set } = useFilter(['market', 'days'] as const);
  const known = instruments.data?.instruments ?? [];
  const symbol = asked ?? known[0]?.symbol ?? '';
  const traded = known.find((one) => one.symbol === symbol)?.markets ?? [];
  const market = [filter.market, ...traded].find((one) => Object.hasOwn(spans, one)) ?? 'spot';
  const choices = spans[market]!;
  const days = choices.find(([days]) => days === filter.days)?.[0] ?? choices[0]![0];
  const prices = usePrices(symbol, market, Number(days));
  return (
    <>
      <PageHead title="Prices">{prices.data ? `Closed candles, in USDT. Source: ${prices.data.source}.` : 'With our own trades on them.'}</PageHead>
      <div class="filters">
        <SelectFilter
          label="Instrument"
          value={symbol}
          set={(chosen) => go(href('prices', chosen))}
          options={[...new Set([...known.map((one) => one.symbol), symbol])].filter(Boolean).map((one) => [one, one] as const)}
        />
        <SelectFilter
          label="Market"
          value={market}
          set={set('market')}
          options={[...new Set([...traded, market])].map((one) => [one, markets[one] ?? one] as const)}
        />
        <SelectFilter label="Span" value={days} set={set('days')} options={choices} />
      </div>
      <Notice problem={instruments.problem ?? prices.problem} />
      {prices.data && prices.data.candles.length > 0 ? (
        <Drawn symbol={symbol} prices={prices.data} />
      ) : (
        <Empty loading={!prices.data && !prices.problem}>There is no closed candle in this span.</Empty>
      )}
    </>
  );
}

function Drawn({ symbol, prices: { candles, marks } }: { symbol: string; prices: Priced }) {
  const fills = marks?.fills ?? none;
  const levels = marks?.levels ?? none;
  const last = candles[candles.length - 1]!;
  const bought = fills.filter((fill) => fill.side === 'Buy').length;
  const sold = fills.length - bought;
  const words =
    `${symbol} from ${time(candles[0]!.time).slice(0, 10)}: ${candles.length} candles, ` +
    `the last closed at ${quantity(last.close)}; ${counted(bought)} bought, ${sold || 'none'} sold.`;
  return (
    <>
      <section class="card" aria-label="Chart">
        <PriceChart label={words} candles={candles} fills={fills} levels={levels} />
        <p class="label">
          Hollow candles rose, filled ones fell; the running one is a dash until it closes. Arrows: ▲ buy, ▼ sell, at the average price
          of each order. Lines: solid average entry, dashed stop, dotted liquidation. Drawn with{' '}
          <a href="https://www.tradingview.com/" rel="noreferrer" target="_blank">
            Lightweight Charts by TradingView
          </a>
          .
        </p>
      </section>
      <div class="cards">
        <section class="card wide" aria-label="Prices that matter">
          <h2>Prices that matter</h2>
          {levels.length > 0 ? (
            <Table
              label="Prices that matter"
              columns={levelColumns(Number(last.close))}
              rows={levels}
              rowKey={(level) => `${level.kind} ${level.engine}`}
            />
          ) : (
            <Empty loading={!marks}>Nothing of it is held.</Empty>
          )}
        </section>
        <section class="card wide" aria-label="Our trades">
          <h2>Our trades</h2>
          <Rows what="Trades" label="Our trades" rows={fills} columns={fillColumns} none="None in this span." loading={!marks} />
        </section>
        <section class="card wide" aria-label="Candles">
          <details>
            <summary>All candles as a table</summary>
            <Rows what="Candles" label="Candles" rows={candles.toReversed()} columns={candleColumns} none="" loading={false} />
          </details>
        </section>
      </div>
    </>
  );
}

const none: never[] = [];

const counted = (orders: number): string => (orders === 1 ? '1 order' : `${orders || 'no'} orders`);

const levelColumns = (close: number): Column<PriceLevel>[] => [
  { name: 'What', cell: (level) => strokeOf(level).name },
  { name: 'Engine', cell: (level) => level.engine ?? 'none' },
  { name: 'Price', number: true, cell: (level) => price(level.price) },
  { name: 'From the last close', number: true, cell: (level) => percent(Number(level.price) / close - 1, 2) },
];

const fillColumns: Column<PriceFill>[] = [
  { name: 'Time (UTC)', nowrap: true, cell: (fill) => time(fill.time) },
  { name: 'Side', cell: (fill) => `${fill.side === 'Buy' ? '▲' : '▼'} ${fill.side}` },
  { name: 'Engine', cell: (fill) => fill.engine },
  { name: 'Quantity', number: true, cell: (fill) => quantity(fill.quantity) },
  { name: 'Average price', number: true, cell: (fill) => price(fill.price) },
  { name: 'For, USDT', number: true, cell: (fill) => amount(fill.notional) },
];

const candleColumns: Column<Candle>[] = [
  { name: 'From (UTC)', nowrap: true, cell: (candle) => time(candle.time).slice(0, candle.minutes < 1440 ? 16 : 10) },
  ...(['open', 'high', 'low', 'close'] as const).map((name) => ({
    name: name[0]!.toUpperCase() + name.slice(1),
    number: true,
    cell: (candle: Candle) => quantity(candle[name]),
  })),
];

const shownAtOnce = 50;

interface RowsProps<T> {
  what: string;
  label: string;
  rows: T[];
  columns: Column<T>[];
  none: string;
  loading: boolean;
}

function Rows<T>({ what, label, rows, columns, none, loading }: RowsProps<T>) {
  const [from, setFrom] = useState(0);
  const begin = from < rows.length ? from : 0;
  if (rows.length === 0) return <Empty loading={loading}>{none}</Empty>;
  return (
    <>
      <Window what={what} from={begin} size={shownAtOnce} total={rows.length} go={setFrom} />
      <Table label={label} columns={columns} rows={rows.slice(begin, begin + shownAtOnce)} rowKey={(_, index) => begin + index} />
    </>
  );
}
