import type { OrchestrationLine, OrchestrationList, Status } from '../http/answers';
import { Filters, SelectFilter, TextFilter, TimeFilter, useFilter } from '../shell/Filters';
import { milliseconds, operation, relative, span, time } from '../shell/format';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { href } from '../shell/route';
import { type Column, Table } from '../shell/Table';
import { Tabs, useView } from '../shell/Tabs';
import { isEnded } from './actions';
import { Badge } from './Badge';
import { type Bar, Gantt } from './Gantt';

const statuses: Status[] = ['Running', 'Pending', 'Suspended', 'Completed', 'Failed', 'Terminated'];
const fields = ['status', 'operation', 'prefix', 'text', 'from', 'to'] as const;

const list: Paged<OrchestrationList, OrchestrationLine> = {
  path: '/api/orchestrations',
  from: 'token',
  items: (page) => page.instances,
  next: (page) => page.next,
  key: (line) => line.id,
};

const columns: Column<OrchestrationLine>[] = [
  { name: 'Status', cell: (line) => <Badge status={line.status} /> },
  { name: 'Instance', cell: (line) => <a href={href('orchestrations', line.id)}>{line.id}</a> },
  { name: 'Operation', cell: (line) => operation(line.operation) },
  { name: 'Started (UTC)', nowrap: true, cell: (line) => <span title={relative(line.created)}>{time(line.created)}</span> },
  {
    name: 'Took',
    nowrap: true,
    cell: (line) =>
      isEnded(line.status)
        ? span(milliseconds(line.updated) - milliseconds(line.created))
        : `${span(Date.now() - milliseconds(line.created))} …`,
  },
];

const views = ['list', 'timeline'] as const;

/** What ran at the same time as what: the runs of the list, the earliest first. */
function Runs({ lines }: { lines: OrchestrationLine[] }) {
  const now = Date.now();
  const bars = lines
    .map((line): Bar => {
      const ended = isEnded(line.status);
      const begin = milliseconds(line.created);
      return {
        kind: 'child',
        name: line.operation,
        instance: line.id,
        begin,
        end: Math.max(begin, ended ? milliseconds(line.updated) : now),
        outcome: !ended ? 'open' : line.status === 'Failed' ? 'failed' : 'done',
      };
    })
    .sort((one, other) => one.begin - other.begin);
  return <Gantt spans={bars} begin={bars[0]!.begin} end={bars.reduce((latest, bar) => Math.max(latest, bar.end), 0)} />;
}

/** All instances, the newest first; the first page stays fresh, later pages are fetched on demand. */
export function InstanceList() {
  const { filter, set } = useFilter(fields);
  const pages = usePages(list, { ...filter, top: 50 }, 2000);
  const [view, choose] = useView(views);
  const filtered = fields.some((name) => filter[name] !== '');
  return (
    <>
      <PageHead title="Orchestrations">Every run of every operation, the newest first.</PageHead>
      <Filters>
        <SelectFilter
          label="Status"
          value={filter.status}
          set={set('status')}
          options={[['', 'all'], ['Running,Pending,Suspended', 'live'], ...statuses.map((status) => [status, status] as const)]}
        />
        <TextFilter label="Operation" value={filter.operation} set={set('operation')} placeholder="Dca, Order…" />
        <TextFilter label="Id begins with" value={filter.prefix} set={set('prefix')} placeholder="dca-core-" />
        <TextFilter label="Text in input or output" value={filter.text} set={set('text')} />
        <TimeFilter label="From" value={filter.from} set={set('from')} />
        <TimeFilter label="Until" value={filter.to} set={set('to')} />
      </Filters>
      <Notice problem={pages.problem} />
      {pages.items.length > 0 ? (
        <Tabs
          label="Views"
          chosen={view}
          choose={choose}
          tabs={[
            ['list', 'List'],
            ['timeline', 'Timeline'],
          ]}
        >
          {view === 'list' ? (
            <div class="framed">
              <Table label="Orchestrations" columns={columns} rows={pages.items} rowKey={(line) => line.id} />
            </div>
          ) : (
            <Runs lines={pages.items} />
          )}
        </Tabs>
      ) : (
        <Empty loading={pages.loading}>
          {pages.more
            ? 'Nothing fits among the newest instances.'
            : filtered
              ? 'Nothing fits the filter.'
              : 'Nothing ran yet. Operations start by their timers: Schedules has a run by hand.'}
        </Empty>
      )}
      <More pages={pages} searching={filter.operation !== '' || filter.text !== ''} />
    </>
  );
}
