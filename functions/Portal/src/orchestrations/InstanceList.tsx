import type { OrchestrationLine, OrchestrationList, Status } from '../http/answers';
import { milliseconds, operation, relative, span, time } from '../shell/format';
import { Empty, Notice } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { href, place, setQuery } from '../shell/route';
import { isEnded } from './actions';
import { Badge } from './Badge';

const statuses: Status[] = ['Running', 'Pending', 'Suspended', 'Completed', 'Failed', 'Terminated'];
const fields = ['status', 'operation', 'prefix', 'text', 'from', 'to'] as const;
type Filter = Record<(typeof fields)[number], string>;

const list: Paged<OrchestrationList, OrchestrationLine> = {
  path: '/api/orchestrations',
  from: 'token',
  items: (page) => page.instances,
  next: (page) => page.next,
  key: (line) => line.id,
};

/** All instances, in the order of the host; the first page stays fresh, later pages are fetched on demand. */
export function InstanceList() {
  const filter = Object.fromEntries(fields.map((name) => [name, place.value.query.get(name) ?? ''])) as Filter;
  const pages = usePages(list, { ...filter, top: 50 }, 2000);
  return (
    <>
      <h1>Orchestrations</h1>
      <Filters filter={filter} />
      <Notice problem={pages.problem} />
      {pages.items.length === 0 && !pages.more ? (
        <Empty loading={pages.loading}>Nothing fits the filter. Operations start by their timers; see Schedules.</Empty>
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
              {pages.items.map((line) => (
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
      <More pages={pages} />
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
