import { useState } from 'preact/hooks';
import type { DcaPlan, DcaPlanAnswer } from '../http/answers';
import { post } from '../http/client';
import { useTask } from '../shell/ask';
import { Dialog, type Question } from '../shell/Dialog';
import { amount, percent, quantity, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { go, href } from '../shell/route';
import { type Column, Table } from '../shell/Table';
import { CapitalIncreases } from './CapitalIncreases';

/** The DCA plans, how far each has come, and a run by hand. */
export function Plans() {
  const plans = useLive<{ plans: DcaPlan[] }>('/api/dca/plans', 10_000);
  return (
    <>
      <PageHead title="Plans">What DCA buys, how far each plan has come, and capital that is to come in.</PageHead>
      <Notice problem={plans.problem} />
      {plans.data?.plans.length ? (
        plans.data.plans.map((plan) => <Plan key={plan.name} name={plan.name} />)
      ) : (
        <Empty loading={!plans.data && !plans.problem}>There is no plan yet. The first run of the DCA timer makes the standard one.</Empty>
      )}
      <CapitalIncreases />
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

const pause = (plan: DcaPlan): Question => ({
  title: `Pause ${plan.name}`,
  explanation: 'Nothing falls due and nothing is bought until it is resumed. A run that has begun goes on to its end.',
  confirm: 'Pause',
  act: (reason) => post(`${pathOf(plan.name)}/pause`, { reason }),
});

const resume = (plan: DcaPlan): Question => ({
  title: `Resume ${plan.name}`,
  explanation: 'It goes on from now; the intervals of the pause are left out.',
  confirm: 'Resume',
  act: (reason) => post(`${pathOf(plan.name)}/resume`, { reason }),
});

const pathOf = (name: string): string => `/api/dca/plans/${encodeURIComponent(name)}`;

function Plan({ name }: { name: string }) {
  const path = pathOf(name);
  const [question, setQuestion] = useState<Question>();
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
          {plan.pause && (
            <p class="notice plain">
              Paused since {time(plan.pause.at)} UTC: {plan.pause.reason}
            </p>
          )}
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
            <button type="button" class="primary" onClick={run.ask} disabled={run.busy || Boolean(plan.pause)}>
              Run this interval now
            </button>
            <button type="button" onClick={() => setQuestion(plan.pause ? resume(plan) : pause(plan))}>
              {plan.pause ? 'Resume' : 'Pause'}
              <span class="hidden"> {name}</span>
            </button>
            <span class="label">The same interval runs once, however often it is started.</span>
          </p>
        </>
      )}
      {question && (
        <Dialog
          question={question}
          close={() => {
            setQuestion(undefined);
            answer.refresh();
          }}
        />
      )}
    </section>
  );
}
