import { useEffect, useState } from 'preact/hooks';
import type { OrchestrationLine, OrchestrationList, Status } from '../http/answers';
import { get, Problem, query } from '../http/client';
import { milliseconds, operation, relative, span, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';
import { href, place, setQuery } from '../shell/route';
import { isEnded } from './actions';
import { Badge } from './Badge';

const statuses: Status[] = ['Running', 'Pending', 'Suspended', 'Completed', 'Failed', 'Terminated'];
const fields = ['status', 'operation', 'prefix', 'text', 'from', 'to'] as const;
type Filter = Record<(typeof fields)[number], string>;

const top = 50;

/** All instances, in the order of the host; the first page stays fresh, later pages are fetched on demand. */
export function InstanceList() {
  const filter = Object.fromEntries(fields.map((name) => [name, place.value.query.get(name) ?? ''])) as Filter;
  const key = query(filter);
  const first = useLive<OrchestrationList>(`/api/orchestrations${query({ ...filter, top })}`, 2000);
  const [more, setMore] = useState<{ key: string; lines: OrchestrationLine[]; next: string | undefined } | undefined>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => setMore(undefined), [key]);

  const later = more?.key === key ? more : undefined;
  const known = new Set(first.data?.instances.map((line) => line.id));
  const lines = [...(first.data?.instances ?? []), ...(later?.lines.filter((line) => !known.has(line.id)) ?? [])];
  const next = later ? later.next : first.data?.next;
  const showMore = async () => {
    try {
      const page = await get<OrchestrationList>(`/api/orchestrations${query({ ...filter, top, token: next })}`);
      setMore({ key, lines: [...(later?.lines ?? []), ...page.instances], next: page.next });
      setProblem(undefined);
    } catch (cause) {
      if (cause instanceof Problem) setProblem(cause);
    }
  };

  return (
    <>
      <h1>Orchestrations</h1>
      <Filters filter={filter} />
      <Notice problem={problem ?? first.problem} />
      {lines.length === 0 && !next ? (
        <Empty loading={!first.data && !first.problem}>Nothing fits the filter. Operations start by their timers; see Schedules.</Empty>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table">
          <table class="clickable">
            <thead>
              <tr>
                <th scope="col">Status</th>
                <th scope="col">Instance</th>
                <th scope="col">Operation</th>
                <th scope="col">Started (UTC)</th>
                <th scope="col">Took</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <td>
                    <Badge status={line.status} />
                  </td>
                  <td class="nowrap">
                    <a href={href('orchestrations', line.id)}>{line.id}</a>
                  </td>
                  <td>{operation(line.operation)}</td>
                  <td class="nowrap" title={relative(line.created)}>
                    {time(line.created)}
                  </td>
                  <td class="nowrap">
                    {isEnded(line.status)
                      ? span(milliseconds(line.updated) - milliseconds(line.created))
                      : `${span(Date.now() - milliseconds(line.created))} …`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next && (
        <p class="pager">
          <button type="button" onClick={showMore}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}

function Filters({ filter }: { filter: Filter }) {
  const set = (name: string) => (event: Event) =>
    setQuery({ ...filter, [name]: (event.target as HTMLInputElement | HTMLSelectElement).value });
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        Status
        <select value={filter.status} onChange={set('status')}>
          <option value="">all</option>
          <option value="Running,Pending,Suspended">live</option>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {status}
            </option>
          ))}
        </select>
      </label>
      <label>
        Operation
        <input value={filter.operation} onChange={set('operation')} placeholder="Dca, Order…" />
      </label>
      <label>
        Id begins with
        <input value={filter.prefix} onChange={set('prefix')} placeholder="dca-core-" />
      </label>
      <label>
        Text in input or output
        <input value={filter.text} onChange={set('text')} />
      </label>
      <label>
        From
        <input type="date" value={filter.from.slice(0, 10)} onChange={set('from')} />
      </label>
      <label>
        Until
        <input type="date" value={filter.to.slice(0, 10)} onChange={set('to')} />
      </label>
    </form>
  );
}
