import type { Order, Orders as Page } from '../http/answers';
import { Badge } from '../orchestrations/Badge';
import { amount, quantity, time } from '../shell/format';
import { Empty, Notice } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { href, place, setQuery } from '../shell/route';

const stages = ['Filled', 'PartiallyFilled', 'Accepted', 'Submitting', 'Unknown', 'Unresolved', 'Refused', 'Rejected', 'Cancelled', 'NotPlaced'];

const list: Paged<Page, Order> = {
  path: '/api/orders',
  from: 'before',
  items: (page) => page.orders,
  next: (page) => page.next,
  key: (order) => order.clientId,
};

/** Every order from its intent to its end, with what the risk rules said. */
export function Orders() {
  const stage = place.value.query.get('stage') ?? '';
  const pages = usePages(list, { stage, top: 50 }, 3000);
  return (
    <>
      <h1>Orders</h1>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          Stage
          <select value={stage} onChange={(event) => setQuery({ stage: event.currentTarget.value })}>
            <option value="">all</option>
            {stages.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {pages.first && <span class="label">{pages.first.total} orders</span>}
      </form>
      <Notice problem={pages.problem} />
      {pages.items.length === 0 ? (
        <Empty loading={pages.loading}>No orders yet.</Empty>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table">
          <table>
            <thead>
              <tr>
                <th scope="col">Created (UTC)</th>
                <th scope="col">Stage</th>
                <th scope="col">Order</th>
                <th scope="col" class="number">
                  Filled
                </th>
                <th scope="col" class="number">
                  For
                </th>
                <th scope="col">Details</th>
              </tr>
            </thead>
            <tbody>
              {pages.items.map((order) => (
                <Row key={order.clientId} order={order} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More pages={pages} />
    </>
  );
}

function Row({ order }: { order: Order }) {
  const intent = order.order;
  return (
    <tr>
      <td class="nowrap">{time(order.createdAt)}</td>
      <td>
        <Badge status={order.stage} />
      </td>
      <td>
        {intent.side} {intent.symbol} for {amount(intent.size)} {intent.sizeAsset}
        <br />
        <a class="label" href={href('orchestrations', intent.instance)}>
          {intent.instance}
        </a>
      </td>
      <td class="number">{order.fills ? quantity(order.fills.quantity) : '–'}</td>
      <td class="number">{order.fills ? amount(order.fills.notional) : '–'}</td>
      <td>
        {order.code && (
          <p class="bad-text">
            {order.code} {order.reason}
          </p>
        )}
        <details>
          <summary>{order.risk ? `${order.risk.verdicts.length} risk rules` : 'Ids'}</summary>
          <p class="label">client id {order.clientId}</p>
          <ul class="plain">
            {order.risk?.verdicts.map((verdict) => (
              <li key={verdict.rule}>
                <Badge status={verdict.allowed ? 'allowed' : 'refused'} /> {verdict.rule}: {verdict.reason}
              </li>
            ))}
          </ul>
        </details>
      </td>
    </tr>
  );
}
