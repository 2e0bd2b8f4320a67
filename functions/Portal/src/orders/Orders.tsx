import type { Order, Orders as Page } from '../http/answers';
import { Badge } from '../orchestrations/Badge';
import { Verdicts } from '../risk/Verdicts';
import { Filters, SelectFilter, TextFilter, useFilter } from '../shell/Filters';
import { amount, price, quantity, time } from '../shell/format';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { href } from '../shell/route';
import { type Column, Table } from '../shell/Table';
import { Intent } from './Intent';

const stages = ['Filled', 'PartiallyFilled', 'Accepted', 'Submitting', 'Unknown', 'Unresolved', 'Refused', 'Rejected', 'Cancelled', 'NotPlaced'];

const list: Paged<Page, Order> = {
  path: '/api/orders',
  from: 'before',
  items: (page) => page.orders,
  next: (page) => page.next,
  key: (order) => order.clientId,
};

const columns: Column<Order>[] = [
  { name: 'Created (UTC)', nowrap: true, cell: (order) => time(order.createdAt) },
  { name: 'Stage', cell: (order) => <Badge status={order.stage} /> },
  {
    name: 'Order',
    cell: ({ order }) => (
      <>
        <Intent order={order} />
        <div class="label">
          <a href={href('orchestrations', order.instance)}>{order.instance}</a>
        </div>
      </>
    ),
  },
  { name: 'Filled', number: true, cell: (order) => (order.fills ? quantity(order.fills.quantity) : '–') },
  { name: 'Average price', number: true, cell: (order) => average(order) },
  { name: 'For, USDT', number: true, cell: (order) => (order.fills ? amount(order.fills.notional) : '–') },
  { name: 'Details', cell: (order) => <Details order={order} /> },
];

const average = ({ fills }: Order): string =>
  fills && Number(fills.quantity) > 0 ? price(Number(fills.notional) / Number(fills.quantity)) : '–';

/** Every order from its intent to its end, with what the risk rules said. */
export function Orders() {
  const { filter, set } = useFilter(['stage', 'operation'] as const);
  const pages = usePages(list, { ...filter, top: 50 }, 3000);
  return (
    <>
      <PageHead title="Orders">
        {pages.first ? `${pages.first.total} orders, each from its intent to its end.` : 'Each from its intent to its end.'}
      </PageHead>
      <Filters>
        <SelectFilter
          label="Stage"
          value={filter.stage}
          set={set('stage')}
          options={[['', 'all'], ...stages.map((stage) => [stage, stage] as const)]}
        />
        <TextFilter label="Operation" value={filter.operation} set={set('operation')} placeholder="dca" />
      </Filters>
      <Notice problem={pages.problem} />
      {pages.items.length > 0 ? (
        <Table label="Orders" columns={columns} rows={pages.items} rowKey={(order) => order.clientId} />
      ) : (
        <Empty loading={pages.loading}>{filter.stage || filter.operation ? 'No order fits the filter.' : 'No orders yet.'}</Empty>
      )}
      <More pages={pages} searching={filter.stage !== '' || filter.operation !== ''} />
    </>
  );
}

const Details = ({ order }: { order: Order }) => (
  <>
    {order.code && (
      <p class="bad-text">
        {order.code} {order.reason}
      </p>
    )}
    <details>
      <summary>{order.risk ? `${order.risk.verdicts.length} risk rules` : 'Ids'}</summary>
      <p class="label">
        client id {order.clientId}, sent {order.submits} {order.submits === 1 ? 'time' : 'times'}
        {order.fills?.fees.map((fee) => `, fee ${quantity(fee.amount)} ${fee.asset}`)}
      </p>
      {order.risk && <Verdicts verdicts={order.risk.verdicts} />}
    </details>
  </>
);
