import { useState } from 'preact/hooks';
import type { DcaPlan, DcaPlanAnswer } from '../http/answers';
import { post, Problem } from '../http/client';
import { amount, quantity, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';
import { go, href } from '../shell/route';

/** The DCA plans, how far each has come, and a run by hand. */
export function Plans() {
  const plans = useLive<{ plans: DcaPlan[] }>('/api/dca/plans', 10_000);
  return (
    <>
      <h1>Plans</h1>
      <Notice problem={plans.problem} />
      {plans.data?.plans.length ? (
        plans.data.plans.map((plan) => <Plan key={plan.name} name={plan.name} />)
      ) : (
        <Empty loading={!plans.data && !plans.problem}>There is no plan.</Empty>
      )}
    </>
  );
}

function Plan({ name }: { name: string }) {
  const answer = useLive<DcaPlanAnswer>(`/api/dca/plans/${encodeURIComponent(name)}`, 5000);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const started = await post<{ id: string }>(`/api/dca/plans/${encodeURIComponent(name)}/runs`);
      go(href('orchestrations', started.id));
    } catch (cause) {
      setBusy(false);
      setProblem(Problem.of(cause));
    }
  };
  const plan = answer.data?.plan;
  return (
    <section class="card wide" aria-label={`Plan ${name}`}>
      <h2>{name}</h2>
      <Notice problem={problem ?? answer.problem} />
      {plan && answer.data && (
        <>
          <p>
            {amount(plan.capital)} USDT over {plan.deploymentDays} days from {time(plan.start)}, then {amount(plan.amountPerInterval)} USDT
            every {plan.intervalHours} h.
          </p>
          <div class="scroll" tabIndex={0} role="region" aria-label="Table">
            <table>
              <thead>
                <tr>
                  <th scope="col">Pair</th>
                  <th scope="col" class="number">
                    Share
                  </th>
                  <th scope="col" class="number">
                    Bought
                  </th>
                  <th scope="col" class="number">
                    Counted, USDT
                  </th>
                  <th scope="col" class="number">
                    Due by now, USDT
                  </th>
                </tr>
              </thead>
              <tbody>
                {plan.targets.map((target) => {
                  const done = answer.data!.progress.find((pair) => pair.symbol === target.symbol);
                  return (
                    <tr key={target.symbol}>
                      <td>{target.symbol}</td>
                      <td class="number">{(100 * Number(target.share)).toFixed(0)} %</td>
                      <td class="number">{done ? quantity(done.netQuantity) : '–'}</td>
                      <td class="number">{done ? amount(done.netNotional) : '–'}</td>
                      <td class="number">{amount(answer.data!.due[target.symbol])}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <p class="buttons">
            <button type="button" class="primary" onClick={run} disabled={busy}>
              Run this interval now
            </button>
            <span class="label">The same interval runs once, however often it is started.</span>
          </p>
        </>
      )}
    </section>
  );
}
