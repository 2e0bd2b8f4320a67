import type { Order } from '../http/answers';
import { amount } from '../shell/format';

/** What an order is to do, in words. */
export const Intent = ({ order }: { order: Order['order'] }) => (
  <>
    {order.side} {order.symbol} for {amount(order.size)} {order.sizeAsset}
  </>
);
