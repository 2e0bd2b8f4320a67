import type { OrchestrationList, Portfolio } from '../http/answers';
import { Badge } from '../orchestrations/Badge';
import { NextRuns } from '../schedules/Schedules';
import { amount, operation, quantity, relative } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';
import { href } from '../shell/route';

/** What there is, what runs, what comes next. */
export function Overview() {
  const portfolio = useLive<Portfolio>('/api/portfolio', 5000);
  return (
    <>
      <h1>Overview</h1>
      <Notice problem={portfolio.problem} />
      <div class="cards">
        <section class="card wide" aria-label="Portfolio">
          <h2>Portfolio {portfolio.data?.portfolio}</h2>
          {portfolio.data ? <Holdings portfolio={portfolio.data} /> : <Empty loading={!portfolio.problem}>No answer.</Empty>}
        </section>
        <Instances title="Running" filter="status=Running,Pending,Suspended" none="Nothing runs now." />
        <Instances title="Lately failed" filter="status=Failed" none="Nothing failed." />
        <section class="card" aria-label="Next runs">
          <h2>Next runs</h2>
          <NextRuns />
        </section>
      </div>
    </>
  );
}

function Holdings({ portfolio }: { portfolio: Portfolio }) {
  const equity = Number(portfolio.equity);
  return (
    <>
      <p class="figure">
        {amount(portfolio.equity)} <span class="unit">{portfolio.currency}</span>
      </p>
      {portfolio.openPositions > 0 && (
        <p>
          {portfolio.openPositions} open contracts, {amount(portfolio.unrealised)} {portfolio.currency} unrealised
        </p>
      )}
      <p class="label">{portfolio.marketData}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table">
        <table>
          <thead>
            <tr>
              <th scope="col">Engine</th>
              <th scope="col">Asset</th>
              <th scope="col" class="number">
                Quantity
              </th>
              <th scope="col" class="number">
                Price
              </th>
              <th scope="col" class="number">
                Value
              </th>
              <th scope="col" class="number">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {portfolio.engines.flatMap((engine) =>
              engine.holdings.map((holding) => (
                <tr key={engine.engine + holding.asset}>
                  <td>{engine.engine}</td>
                  <td>{holding.asset}</td>
                  <td class="number">{quantity(holding.quantity)}</td>
                  <td class="number">{amount(holding.price)}</td>
                  <td class="number">{amount(holding.value)}</td>
                  <td class="number">{equity > 0 ? `${((100 * Number(holding.value)) / equity).toFixed(1)} %` : '–'}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Instances({ title, filter, none }: { title: string; filter: string; none: string }) {
  const found = useLive<OrchestrationList>(`/api/orchestrations?top=8&${filter}`, 3000);
  const lines = found.data?.instances ?? [];
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      {lines.length === 0 ? (
        <Empty loading={!found.data && !found.problem}>{none}</Empty>
      ) : (
        <ul class="plain">
          {lines.slice(0, 8).map((line) => (
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
