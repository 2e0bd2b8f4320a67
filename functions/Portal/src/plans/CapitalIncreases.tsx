// Capital that comes in by phases: each waits for its conditions, then for a person's yes or no.
import { useState } from 'preact/hooks';
import type { CapitalIncrease, CapitalIncreases as Answer } from '../http/capital';
import { post } from '../http/client';
import { Badge } from '../orchestrations/Badge';
import { Dialog, type Question } from '../shell/Dialog';
import { amount, relative, time } from '../shell/format';
import { Notice } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { href } from '../shell/route';
import { type Column, Table } from '../shell/Table';

const list: Paged<Answer, CapitalIncrease> = {
  path: '/api/capital-increases',
  from: 'after',
  items: (page) => page.increases,
  next: (page) => page.next,
  key: (increase) => increase.name,
};

const answer = (increase: CapitalIncrease, approved: boolean): Question => {
  const { phase = 1, amount: brought } = increase.state ?? {};
  const what = `phase ${phase} of ${increase.name}, ${amount(brought)} USDT`;
  return {
    title: `${approved ? 'Approve' : 'Decline'} ${what}`,
    explanation: approved ? 'It is brought in at once, and the engines may trade it.' : 'It is not brought in, and no later phase is.',
    confirm: approved ? 'Approve' : 'Decline',
    danger: !approved,
    fields: [{ name: 'by', label: 'Your name' }],
    act: (reason, { by = '' }) =>
      post(`/api/capital-increases/${encodeURIComponent(increase.name)}/answer`, { phase, approved, by: by.trim(), reason }),
  };
};

const columns: Column<CapitalIncrease>[] = [
  { name: 'Increase', cell: (increase) => <a href={href('orchestrations', increase.id)}>{increase.name}</a> },
  { name: 'Phase', number: true, cell: ({ state }) => state?.phase ?? '–' },
  { name: 'Amount, USDT', number: true, cell: ({ state }) => amount(state?.amount) },
  { name: 'Stage', cell: ({ state }) => <Badge status={state?.stage ?? 'Pending'} /> },
  { name: 'Waits for', cell: (increase) => <Awaited increase={increase} /> },
];

function Awaited({ increase: { state } }: { increase: CapitalIncrease }) {
  switch (state?.stage) {
    case 'Deferred':
      return <>its conditions: {state.missed.join(', ')}</>;
    case 'Waiting':
      return (
        <>
          a person’s answer
          {state.deadline && ` until ${time(state.deadline)} UTC (${relative(state.deadline)})`}
        </>
      );
    default:
      return <>{[state?.by, state?.reason].filter(Boolean).join(': ') || '–'}</>;
  }
}

/** All increases, with the answer of a person where one is waited for; nothing when there are none. */
export function CapitalIncreases() {
  const pages = usePages(list, { top: 50 }, 5000);
  const [question, setQuestion] = useState<Question>();
  const act: Column<CapitalIncrease> = {
    name: 'By hand',
    cell: (increase) =>
      increase.state?.stage === 'Waiting' ? (
        <div class="buttons tight">
          {[true, false].map((approved) => (
            <button type="button" key={String(approved)} onClick={() => setQuestion(answer(increase, approved))}>
              {approved ? 'Approve' : 'Decline'}
              <span class="hidden"> {increase.name}</span>
            </button>
          ))}
        </div>
      ) : null,
  };
  return (
    <>
      <Notice problem={pages.problem} />
      {pages.items.length > 0 && (
        <section class="card" aria-label="Capital increases">
          <h2>Capital increases</h2>
          <Table label="Capital increases" columns={[...columns, act]} rows={pages.items} rowKey={(increase) => increase.name} />
        </section>
      )}
      <More pages={pages} />
      {question && (
        <Dialog
          question={question}
          close={() => {
            setQuestion(undefined);
            pages.refresh();
          }}
        />
      )}
    </>
  );
}
