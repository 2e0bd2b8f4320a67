import { OpenAlerts } from '../alerts/Alerts';
import type { Breaker, Engines, OrchestrationList, Portfolio, Positions } from '../http/answers';
import { Badge } from '../orchestrations/Badge';
import { Operations } from '../schedules/Operations';
import { NextRuns } from '../schedules/Schedules';
import { amount, operation, percent, quantity, relative, signed } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice, PageHead, Tile } from '../shell/Notice';
import { href } from '../shell/route';
import { Signed } from '../shell/Signed';
import { type Column, Table } from '../shell/Table';
import { Equity } from './Equity';
import { OpenPositions } from './OpenPositions';

/** What there is, how it did, what runs, what comes next. */
export function Overview() {
  const portfolio = useLive<Portfolio>('/api/portfolio', 5000);
  const engines = useLive<Engines>('/api/engines', 10_000);
  const breaker = useLive<Breaker>('/api/breaker', 5000);
  const positions = useLive<Positions>('/api/positions', 10_000);
  return (
    <>
      <PageHead title="Overview">{portfolio.data && `Portfolio ${portfolio.data.portfolio}. Prices: ${portfolio.data.marketData}.`}</PageHead>
      <Notice problem={portfolio.problem ?? engines.problem ?? breaker.problem ?? positions.problem} />
      <Figures portfolio={portfolio.data} engines={engines.data} breaker={breaker.data} />
      <div class="cards">
        <OpenAlerts />
        <Equity />
        <Instances title="Running" filter="status=Running,Pending,Suspended" none="Nothing runs now." />
        <Instances title="Lately failed" filter="status=Failed" none="Nothing failed." />
        <section class="card" aria-label="Next runs">
          <div class="card-head">
            <h2>Next runs</h2>
            <a href={href('schedules')}>All timers</a>
          </div>
          <NextRuns />
        </section>
        <section class="card wide" aria-label="Engines">
          <h2>Engines</h2>
          {engines.data ? (
            <EngineTable engines={engines.data.engines} />
          ) : (
            <Empty loading={!engines.problem}>No answer.</Empty>
          )}
        </section>
        <section class="card wide" aria-label="Positions">
          <h2>Holdings and positions</h2>
          {positions.data ? <OpenPositions positions={positions.data} /> : <Empty loading={!positions.problem}>No answer.</Empty>}
        </section>
        <section class="card wide" aria-label="Operations">
          <div class="card-head">
            <h2>Operations</h2>
            <a href={href('schedules')}>Start, stop, run</a>
          </div>
          <Operations />
        </section>
      </div>
    </>
  );
}

function Figures({
  portfolio,
  engines,
  breaker,
}: {
  portfolio: Portfolio | undefined;
  engines: Engines | undefined;
  breaker: Breaker | undefined;
}) {
  const profit = engines?.engines.reduce((sum, engine) => sum + Number(engine.realised) + Number(engine.unrealised), 0);
  const today = breaker?.dayStart && portfolio ? Number(portfolio.equity) - Number(breaker.dayStart) : undefined;
  return (
    <dl class="tiles">
      <Tile name="Equity" below={portfolio?.currency}>
        {amount(portfolio?.equity)}
      </Tile>
      <Tile name="Profit" below="realised and not, after fees">
        <Gain value={profit} />
      </Tile>
      <Tile name="Today" below={breaker?.day ? `since ${breaker.day} 00:00 UTC` : undefined}>
        <Gain value={today} />
      </Tile>
      <Tile name="Drawdown" below={breaker ? <a href={href('risk')}>Breaker at level {breaker.level} of 4</a> : undefined}>
        {percent(breaker?.drawdown, 2)}
      </Tile>
      <Tile name="Open contracts" below={portfolio ? `${signed(portfolio.unrealised)} unrealised` : undefined}>
        {portfolio?.openPositions ?? '–'}
      </Tile>
    </dl>
  );
}

// A figure to look at; the books have it to the last digit.
const Gain = ({ value }: { value: number | undefined }) =>
  value === undefined ? <>–</> : <span class={value < -0.005 ? 'minus' : value > 0.005 ? 'plus' : undefined}>{signed(value.toFixed(2))}</span>;

type Engine = Engines['engines'][number];

const engineColumns: Column<Engine>[] = [
  { name: 'Engine', cell: (engine) => engine.engine },
  { name: 'Capital', number: true, cell: (engine) => amount(engine.capital) },
  { name: 'Value', number: true, cell: (engine) => amount(engine.value) },
  { name: 'Realised', number: true, cell: (engine) => <Signed text={engine.realised} /> },
  { name: 'Unrealised', number: true, cell: (engine) => <Signed text={engine.unrealised} /> },
  { name: 'Funding', number: true, cell: (engine) => <Signed text={engine.funding} /> },
  { name: 'Fees', number: true, cell: (engine) => amount(engine.fees) },
  {
    name: 'Coins',
    cell: (engine) =>
      engine.assets
        .filter((asset) => Number(asset.quantity) !== 0)
        .map((asset) => `${quantity(asset.quantity)} ${asset.asset}`)
        .join(', ') || '–',
  },
];

// Rows of zeros hide the one that is none.
function EngineTable({ engines }: { engines: Engine[] }) {
  const idle = engines.filter(({ capital, value, realised, unrealised, funding, fees }) =>
    [capital, value, realised, unrealised, funding, fees].every((text) => Number(text) === 0),
  );
  const used = engines.filter((engine) => !idle.includes(engine));
  return (
    <>
      {used.length > 0 && <Table label="Engines" columns={engineColumns} rows={used} rowKey={(engine) => engine.engine} />}
      {idle.length > 0 && <p class="label after">Without capital: {idle.map((engine) => engine.engine).join(', ')}.</p>}
    </>
  );
}

function Instances({ title, filter, none }: { title: string; filter: string; none: string }) {
  const found = useLive<OrchestrationList>(`/api/orchestrations?top=8&${filter}`, 3000);
  const lines = found.data?.instances ?? [];
  return (
    <section class="card" aria-label={title}>
      <div class="card-head">
        <h2>{title}</h2>
        {lines.length > 0 && <a href={`${href('orchestrations')}?${filter}`}>All</a>}
      </div>
      {lines.length === 0 ? (
        <Empty loading={!found.data && !found.problem}>{none}</Empty>
      ) : (
        <ul class="plain">
          {lines.map((line) => (
            <li key={line.id}>
              <Badge status={line.status} /> <a href={href('orchestrations', line.id)}>{line.id}</a>{' '}
              <span class="label">
                {operation(line.operation)}, {relative(line.created)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
