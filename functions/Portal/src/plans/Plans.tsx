import type { DcaPlan, DcaPlanAnswer } from '../http/answers';
import { post } from '../http/client';
import { useTask } from '../shell/ask';
import { amount, percent, quantity, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { go, href } from '../shell/route';
import { type Column, Table } from '../shell/Table';

/** The DCA plans, how far each has come, and a run by hand. */
export function Plans() {
  const plans = useLive<{ plans: DcaPlan[] }>('/api/dca/plans', 10_000);
  return (
    <>
      <PageHead title="Plans">What DCA buys, how far each plan has come, and a run by hand.</PageHead>
      <Notice problem={plans.problem} />
      {plans.data?.plans.length ? (
        plans.data.plans.map((plan) => <Plan key={plan.name} name={plan.name} />)
      ) : (
        <Empty loading={!plans.data && !plans.problem}>There is no plan yet. The first run of the DCA timer makes the standard one.</Empty>
      )}
    </>
  );
}

interface Pair {
  symbol: string;
  share: string;
  due: string | undefined;
  done: DcaPlanAnswer['progress'][number] | undefined;
}

const columns: Column<Pair>[] = [
  { name: 'Pair', cell: (pair) => pair.symbol },
  { name: 'Share', number: true, cell: (pair) => percent(pair.share, 0) },
  { name: 'Bought', number: true, cell: (pair) => (pair.done ? quantity(pair.done.netQuantity) : '–') },
  { name: 'Spent, USDT', number: true, cell: (pair) => (pair.done ? amount(pair.done.netNotional) : '–') },
  { name: 'Due by now, USDT', number: true, cell: (pair) => amount(pair.due) },
];

function Plan({ name }: { name: string }) {
  const path = `/api/dca/plans/${encodeURIComponent(name)}`;
  const answer = useLive<DcaPlanAnswer>(path, 5000);
  const run = useTask(async () => go(href('orchestrations', (await post<{ id: string }>(`${path}/runs`)).id)));
  const plan = answer.data?.plan;
  return (
    <section class="card" aria-label={`Plan ${name}`}>
      <h2>{name}</h2>
      <Notice problem={run.problem ?? answer.problem} />
      {plan && answer.data && (
        <>
          <p>
            {amount(plan.capital)} USDT over {plan.deploymentDays} days from {time(plan.start)} UTC, then {amount(plan.amountPerInterval)} USDT
            every {plan.intervalHours} h.
          </p>
          <Table
            label={`Pairs of ${name}`}
            columns={columns}
            rows={plan.targets.map((target) => ({
              ...target,
              due: answer.data!.due[target.symbol],
              done: answer.data!.progress.find((pair) => pair.symbol === target.symbol),
            }))}
            rowKey={(pair) => pair.symbol}
          />
          <p class="buttons">
            <button type="button" class="primary" onClick={run.ask} disabled={run.busy}>
              Run this interval now
            </button>
            <span class="label">The same interval runs once, however often it is started.</span>
          </p>
        </>
      )}
    </section>
  );
}
