// What the system does of itself: whether its timer starts it, how its last runs ended, when the next one comes.
import { useState } from 'preact/hooks';
import { post } from '../http/client';
import type { Operation, Operations as Answer } from '../http/operations';
import { Badge } from '../orchestrations/Badge';
import { Dialog, type Question } from '../shell/Dialog';
import { relative, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';
import { href } from '../shell/route';
import { type Column, Table } from '../shell/Table';

const people: Record<string, string> = { dca: 'DCA', riskwatch: 'Risk watch' };
const nameOf = (operation: Operation): string => people[operation.name] ?? operation.name[0]!.toUpperCase() + operation.name.slice(1);

const columns: Column<Operation>[] = [
  { name: 'Operation', cell: (operation) => nameOf(operation) },
  {
    name: 'Timer',
    cell: (operation) => (
      <>
        {!operation.runs ? 'stopped' : operation.idle ? 'idle' : 'on'}
        <div class="label">{operation.runs ? operation.idle : operation.reason}</div>
      </>
    ),
  },
  {
    name: 'Last run',
    cell: (operation) =>
      operation.lastRuns.length === 0
        ? 'none yet'
        : operation.lastRuns.map((run) => (
            <div key={run.id}>
              <Badge status={run.status} />{' '}
              {run.status === 'Gone' ? <>{run.of}, purged since</> : <a href={href('orchestrations', run.id)}>{run.of}</a>}{' '}
              <span class="label">{relative(run.started)}</span>
              {run.failure && <div class="bad-text">{run.failure}</div>}
            </div>
          )),
  },
  {
    name: 'Next run',
    cell: (operation) => (operation.nextRun ? <span title={`${time(operation.nextRun)} UTC`}>{relative(operation.nextRun)}</span> : '–'),
  },
];

const act = (operation: Operation, what: string) => (reason: string) =>
  post(`/api/operations/${encodeURIComponent(operation.name)}/${what}`, { reason });

const stop = (operation: Operation): Question => ({
  title: `Stop ${nameOf(operation)}`,
  explanation: 'Its timer starts nothing from now on, also after restarts, until it is started again. What runs goes on to its end.',
  confirm: 'Stop',
  danger: true,
  act: act(operation, 'stop'),
});

const start = (operation: Operation): Question => ({
  title: `Start ${nameOf(operation)}`,
  explanation: 'Its timer starts it from its next time on.',
  confirm: 'Start',
  act: act(operation, 'start'),
});

const runNow = (operation: Operation): Question => ({
  title: `Run ${nameOf(operation)} now`,
  explanation: 'As its timer would. A period that had its run is not run again.',
  confirm: 'Run',
  act: act(operation, 'runs'),
});

/** Every operation; with acts, to be switched and run. */
export function Operations({ acts = false }: { acts?: boolean }) {
  const found = useLive<Answer>('/api/operations', 5000);
  const [question, setQuestion] = useState<Question>();
  const button = (operation: Operation, label: string, asked: (operation: Operation) => Question) => (
    <button type="button" onClick={() => setQuestion(asked(operation))}>
      {label}
      <span class="hidden"> {nameOf(operation)}</span>
    </button>
  );
  const all: Column<Operation>[] = acts
    ? [
        ...columns,
        {
          name: 'By hand',
          cell: (operation) => (
            <div class="buttons tight">
              {operation.runs ? button(operation, 'Stop', stop) : button(operation, 'Start', start)}
              {!operation.idle && button(operation, 'Run', runNow)}
            </div>
          ),
        },
      ]
    : columns;
  return (
    <>
      <Notice problem={found.problem} />
      {found.data ? (
        <Table
          label="Operations"
          columns={all}
          rows={found.data.operations}
          rowKey={(operation) => operation.name}
          bad={(operation) => operation.lastRuns.some((run) => run.status === 'Failed')}
        />
      ) : (
        <Empty loading={!found.problem}>No answer.</Empty>
      )}
      {question && (
        <Dialog
          question={question}
          close={(done) => {
            setQuestion(undefined);
            if (done) found.refresh();
          }}
        />
      )}
    </>
  );
}
