import { useState } from 'preact/hooks';
import type { Timer } from '../http/answers';
import { post, Problem } from '../http/client';
import { operation, relative, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';

const path = '/api/timers';

/** Every timer: when it ran, when it runs next, what it missed; and a run by hand. */
export function Schedules() {
  const timers = useLive<{ timers: Timer[] }>(path, 5000);
  const [problem, setProblem] = useState<Problem>();
  const [ran, setRan] = useState('');
  const run = async (name: string) => {
    try {
      await post(`/admin/functions/${encodeURIComponent(name)}`, {});
      setProblem(undefined);
      setRan(name);
      timers.refresh();
    } catch (cause) {
      setProblem(Problem.of(cause));
    }
  };
  return (
    <>
      <h1>Schedules</h1>
      <Notice problem={problem ?? timers.problem} />
      {ran && (
        <p class="notice good" role="status">
          {ran} was started by hand.
        </p>
      )}
      {timers.data?.timers.length ? (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table">
          <table>
            <thead>
              <tr>
                <th scope="col">Timer</th>
                <th scope="col">Schedule</th>
                <th scope="col">Last run (UTC)</th>
                <th scope="col">Next run (UTC)</th>
                <th scope="col" class="number">
                  Missed
                </th>
                <th scope="col">By hand</th>
              </tr>
            </thead>
            <tbody>
              {timers.data.timers.map((timer) => (
                <tr key={timer.function} class={timer.lastError ? 'bad' : undefined}>
                  <td>
                    {timer.function}
                    {timer.running && <span class="label"> running</span>}
                    {timer.lastError && <p class="bad-text">{timer.lastError}</p>}
                  </td>
                  <td>
                    <code>{timer.schedule}</code>
                    <br />
                    <span class="label">{timer.timeZone}</span>
                  </td>
                  <td class="nowrap">{timer.last ? time(timer.last) : 'never'}</td>
                  <td class="nowrap" title={relative(timer.next)}>
                    {timer.next ? time(timer.next) : 'not started'}
                  </td>
                  <td class="number">{timer.missed}</td>
                  <td>
                    <button type="button" onClick={() => run(timer.function)}>
                      Run now
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Empty loading={!timers.data && !timers.problem}>There are no timers.</Empty>
      )}
    </>
  );
}

/** The next runs, the soonest first. */
export function NextRuns() {
  const timers = useLive<{ timers: Timer[] }>(path, 10_000);
  const next = (timers.data?.timers ?? []).filter((timer) => timer.next).sort((one, other) => one.next!.localeCompare(other.next!));
  return next.length === 0 ? (
    <Empty loading={!timers.data && !timers.problem}>No timer is due.</Empty>
  ) : (
    <ul class="plain">
      {next.slice(0, 8).map((timer) => (
        <li key={timer.function}>
          {operation(timer.function).replace(/Timer$/, '')}{' '}
          <span class="label">
            {time(timer.next)} UTC, {relative(timer.next)}
          </span>
        </li>
      ))}
    </ul>
  );
}
