import { useState } from 'preact/hooks';
import type { Timer } from '../http/answers';
import { post, Problem } from '../http/client';
import { relative, time, words } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { type Column, Table } from '../shell/Table';
import { Operations } from './Operations';

const path = '/api/timers';
const none: ReadonlySet<string> = new Set();

/** A second click is one too many for this long. */
const rest = 1000;

const columns = (run: (name: string) => void, started: ReadonlySet<string>): Column<Timer>[] => [
  {
    name: 'Timer',
    cell: (timer) => (
      <>
        {timer.function}
        {timer.running && <span class="label"> running</span>}
        {timer.lastError && <p class="bad-text">{timer.lastError}</p>}
      </>
    ),
  },
  {
    name: 'Schedule',
    cell: (timer) => (
      <>
        <code>{timer.schedule}</code> <span class="label">{timer.timeZone}</span>
      </>
    ),
  },
  { name: 'Last run (UTC)', cell: (timer) => (timer.last ? <Moment at={timer.last} /> : 'never') },
  { name: 'Next run (UTC)', cell: (timer) => (timer.next ? <Moment at={timer.next} /> : 'not started') },
  { name: 'Missed', number: true, cell: (timer) => timer.missed },
  {
    name: 'By hand',
    cell: (timer) => (
      <button type="button" disabled={started.has(timer.function)} onClick={() => run(timer.function)}>
        Run <span class="hidden">{timer.function} </span>now
      </button>
    ),
  },
];

/** Every timer: when it ran, when it runs next, what it missed; and a run by hand. */
export function Schedules() {
  const timers = useLive<{ timers: Timer[] }>(path, 5000);
  const [problem, setProblem] = useState<Problem>();
  const [ran, setRan] = useState('');
  const [started, setStarted] = useState<ReadonlySet<string>>(none);
  const run = async (name: string) => {
    if (started.has(name)) return;
    setStarted((before) => new Set(before).add(name));
    try {
      await post(`/admin/functions/${encodeURIComponent(name)}`, {});
      setProblem(undefined);
      setRan(name);
      timers.refresh();
    } catch (cause) {
      setProblem(Problem.of(cause));
    }
    setTimeout(() => setStarted((before) => new Set([...before].filter((other) => other !== name))), rest);
  };
  return (
    <>
      <PageHead title="Schedules">
        What is started by itself: how its last run ended, when it comes next, and what was missed while the host was down.
      </PageHead>
      <Notice problem={problem ?? timers.problem} />
      {ran && (
        <p class="notice good" role="status">
          {ran} was started by hand.
        </p>
      )}
      <h2>Operations</h2>
      <Operations acts />
      <h2>Timers</h2>
      {timers.data?.timers.length ? (
        <Table
          label="Timers"
          columns={columns(run, started)}
          rows={timers.data.timers}
          rowKey={(timer) => timer.function}
          bad={(timer) => Boolean(timer.lastError)}
        />
      ) : (
        <Empty loading={!timers.data && !timers.problem}>There are no timers.</Empty>
      )}
    </>
  );
}

const Moment = ({ at }: { at: string }) => (
  <>
    <span class="nowrap">{time(at)}</span>
    <div class="label">{relative(at)}</div>
  </>
);

/** The next runs, the soonest first. */
export function NextRuns() {
  const timers = useLive<{ timers: Timer[] }>(path, 10_000);
  const next = (timers.data?.timers ?? []).filter((timer) => timer.next).sort((one, other) => one.next!.localeCompare(other.next!));
  return next.length === 0 ? (
    <Empty loading={!timers.data && !timers.problem}>No timer is due.</Empty>
  ) : (
    <ul class="plain">
      {next.slice(0, 8).map((timer) => (
        <li key={timer.function} class="posting" title={`${time(timer.next)} UTC`}>
          <span>{words(timer.function)}</span>
          <span class="label">{relative(timer.next)}</span>
        </li>
      ))}
    </ul>
  );
}
