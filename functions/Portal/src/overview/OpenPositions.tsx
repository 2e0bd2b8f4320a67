import type { Positions } from '../http/answers';
import { Badge } from '../orchestrations/Badge';
import { amount, percent, price, quantity, relative } from '../shell/format';
import { Empty } from '../shell/Notice';
import { href } from '../shell/route';
import { Signed } from '../shell/Signed';
import { type Column, Table } from '../shell/Table';

type Spot = Positions['spot'][number];
type Contract = Positions['contracts'][number];
type Hedge = Positions['hedges'][number];
type Stop = Positions['stops'][number];

const OfContract = ({ symbol }: { symbol: string }) => <a href={`${href('prices', symbol)}?market=contract`}>{symbol}</a>;

const spot: Column<Spot>[] = [
  { name: 'Engine', cell: (line) => line.engine },
  { name: 'Coin', cell: (line) => <a href={href('prices', `${line.asset}USDT`)}>{line.asset}</a> },
  { name: 'Quantity', number: true, cell: (line) => quantity(line.quantity) },
  { name: 'Price', number: true, cell: (line) => price(line.price) },
  { name: 'Value', number: true, cell: (line) => amount(line.value) },
  { name: 'Held since', cell: (line) => (line.since ? relative(line.since) : '–') },
];

const contracts: Column<Contract>[] = [
  { name: 'Engine', cell: (line) => line.engine ?? <span class="bad-text">none</span> },
  { name: 'Contract', cell: (line) => <OfContract symbol={line.symbol} /> },
  { name: 'Side', cell: (line) => line.side },
  { name: 'Size', number: true, cell: (line) => quantity(line.size) },
  { name: 'Entry', number: true, cell: (line) => price(line.entry) },
  { name: 'Mark', number: true, cell: (line) => price(line.mark) },
  { name: 'Unrealised', number: true, cell: (line) => <Signed text={line.unrealised} /> },
  { name: 'Liquidation', number: true, cell: (line) => price(line.liquidation) },
  { name: 'Leverage', number: true, cell: (line) => `${quantity(line.leverage)} ×` },
];

const hedges: Column<Hedge>[] = [
  { name: 'Hedge', cell: (line) => line.symbol },
  { name: 'Held', number: true, cell: (line) => quantity(line.spot) },
  { name: 'Sold short', number: true, cell: (line) => quantity(line.short) },
  {
    name: 'Drift',
    number: true,
    cell: (line) => `${percent(Number(line.driftPercent) / 100, 2)} of at most ${percent(Number(line.maxDriftPercent) / 100, 2)}`,
  },
  { name: 'Since', cell: (line) => (line.since ? relative(line.since) : '–') },
];

const stops: Column<Stop>[] = [
  { name: 'Stop', cell: (line) => <OfContract symbol={line.symbol} /> },
  { name: 'Engine', cell: (line) => line.engine },
  { name: 'Level', number: true, cell: (line) => price(line.level) },
  { name: 'Distance', number: true, cell: (line) => (line.distancePercent ? percent(Number(line.distancePercent) / 100, 2) : '–') },
  { name: 'Status', cell: (line) => <Badge status={line.status} /> },
  { name: 'Seen at the exchange', cell: (line) => (line.verifiedAt ? relative(line.verifiedAt) : 'never') },
];

/** Coins, contracts, hedges and the stops that protect them; what there is none of is left out. */
export function OpenPositions({ positions }: { positions: Positions }) {
  const parts = [
    positions.spot.length > 0 && (
      <Table key="spot" label="Coins" columns={spot} rows={positions.spot} rowKey={(line) => line.engine + line.asset} />
    ),
    positions.contracts.length > 0 && (
      <Table key="contracts" label="Contracts" columns={contracts} rows={positions.contracts} rowKey={(line) => line.symbol + line.side} />
    ),
    positions.hedges.length > 0 && <Table key="hedges" label="Hedges" columns={hedges} rows={positions.hedges} rowKey={(line) => line.symbol} />,
    positions.stops.length > 0 && <Table key="stops" label="Stops" columns={stops} rows={positions.stops} rowKey={(line) => line.symbol} />,
  ].filter(Boolean);
  return parts.length > 0 ? <>{parts}</> : <Empty loading={false}>Everything is in cash.</Empty>;
}
