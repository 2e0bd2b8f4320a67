import type { EmergencyStop, Orders } from '../http/answers';
import { Badge } from '../orchestrations/Badge';
import { time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';

/** Where the emergency stop stands, and what the rules said lately. */
export function Risk() {
  const stop = useLive<EmergencyStop>('/api/emergency-stop', 3000);
  const orders = useLive<Orders>('/api/orders?top=50', 5000);
  const judged = (orders.data?.orders ?? []).filter((order) => order.risk);
  return (
    <>
      <h1>Risk</h1>
      <Notice problem={stop.problem ?? orders.problem} />
      <section class="card" aria-label="Emergency stop">
        <h2>Emergency stop</h2>
        {stop.data && (
          <p>
            <Badge status={stop.data.active ? 'stopped' : 'off'} />{' '}
            {stop.data.since ? `since ${time(stop.data.since)} UTC: ${stop.data.reason}` : 'It was never used.'}
          </p>
        )}
      </section>
      <h2>Verdicts on the last orders</h2>
      {judged.length === 0 ? (
        <Empty loading={!orders.data && !orders.problem}>No order was judged yet.</Empty>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table">
          <table>
            <thead>
              <tr>
                <th scope="col">Time (UTC)</th>
                <th scope="col">Order</th>
                <th scope="col">Verdict</th>
                <th scope="col">Rules</th>
              </tr>
            </thead>
            <tbody>
              {judged.map((order) => (
                <tr key={order.clientId}>
                  <td class="nowrap">{time(order.createdAt)}</td>
                  <td>
                    {order.order.side} {order.order.symbol}
                    <br />
                    <span class="label">{order.order.instance}</span>
                  </td>
                  <td>
                    <Badge status={order.risk!.answer.allowed ? 'allowed' : 'refused'} /> {order.risk!.answer.code}
                  </td>
                  <td>
                    <details>
                      <summary>{order.risk!.answer.reason ?? `${order.risk!.verdicts.length} rules agreed`}</summary>
                      <ul class="plain">
                        {order.risk!.verdicts.map((verdict) => (
                          <li key={verdict.rule}>
                            <Badge status={verdict.allowed ? 'allowed' : 'refused'} /> {verdict.rule}: {verdict.reason}{' '}
                            <span class="label">
                              {Object.entries(verdict.measures)
                                .map(([name, value]) => `${name} ${value}`)
                                .join(', ')}
                            </span>
                          </li>
                        ))}
                      </ul>
                    </details>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
