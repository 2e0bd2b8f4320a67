// What needs somebody: the newest first, and what was said to each.
import { useState } from 'preact/hooks';
import type { Alert, AlertPage, AlertShown, OrchestrationList } from '../http/answers';
import { post, query } from '../http/client';
import { Badge } from '../orchestrations/Badge';
import { Dialog, type Question } from '../shell/Dialog';
import { Filters, SelectFilter, useFilter } from '../shell/Filters';
import { relative, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { href } from '../shell/route';
import { type Column, Table } from '../shell/Table';

const list: Paged<AlertPage, Alert> = {
  path: '/api/alerts',
  from: 'after',
  items: (page) => page.alerts,
  next: (page) => page.next,
  key: (alert) => alert.id,
};

const columns: Column<Alert>[] = [
  { name: 'Severity', cell: (alert) => <Badge status={alert.severity} /> },
  { name: 'State', cell: (alert) => alert.state },
  {
    name: 'What',
    cell: (alert) => (
      <>
        <a href={href('alerts', alert.id)}>{alert.message}</a>
        <div class="label">
          {alert.code} {alert.subject}
        </div>
      </>
    ),
  },
  { name: 'Raised (UTC)', cell: (alert) => <span class="nowrap">{time(alert.raisedAt)}</span> },
  { name: 'Times', number: true, cell: (alert) => alert.occurrences },
];

const openStates = 'open,acknowledged';

export function Alerts() {
  const { filter, set } = useFilter(['state', 'severity'] as const);
  const pages = usePages(list, { ...filter, top: 50 }, 5000);
  return (
    <>
      <PageHead title="Alerts">What needs somebody, the newest first.</PageHead>
      <Filters>
        <SelectFilter
          label="State"
          value={filter.state}
          set={set('state')}
          options={[
            ['', 'all'],
            [openStates, 'not resolved'],
            ['open', 'open'],
            ['acknowledged', 'acknowledged'],
            ['resolved', 'resolved'],
            ['noted', 'noted'],
          ]}
        />
        <SelectFilter
          label="Severity"
          value={filter.severity}
          set={set('severity')}
          options={[['', 'all'], ...['P0', 'P1', 'P2', 'P3'].map((severity) => [severity, severity] as const)]}
        />
      </Filters>
      <Notice problem={pages.problem} />
      {pages.items.length > 0 ? (
        <Table label="Alerts" columns={columns} rows={pages.items} rowKey={(alert) => alert.id} />
      ) : (
        <Empty loading={pages.loading}>{filter.state || filter.severity ? 'No alert fits the filter.' : 'No alert was raised yet.'}</Empty>
      )}
      <More pages={pages} searching={filter.state !== '' || filter.severity !== ''} />
    </>
  );
}

const answer = (alert: Alert, action: 'acknowledge' | 'resolve'): Question => ({
  title: action === 'acknowledge' ? 'Acknowledge' : 'Resolve',
  explanation:
    action === 'acknowledge' ? 'You take care of it: nobody else is told.' : 'It is over. Those who were told of it are told so.',
  confirm: action === 'acknowledge' ? 'Acknowledge' : 'Resolve',
  act: (reason) => post(`/api/alerts/${encodeURIComponent(alert.id)}/${action}`, { reason }),
});

const deliveries: Column<AlertShown['deliveries'][number]>[] = [
  { name: 'Message', cell: (delivery) => delivery.notice },
  { name: 'Channel', cell: (delivery) => delivery.channel },
  { name: 'Status', cell: (delivery) => delivery.status },
  { name: 'Tried', number: true, cell: (delivery) => delivery.attempts },
  { name: 'Last (UTC)', nowrap: true, cell: (delivery) => time(delivery.at) },
  { name: 'Why not', cell: (delivery) => delivery.reason ?? '' },
];

/** One alert: what it says, who was told, and what people answered. */
export function AlertPageView({ id }: { id: string }) {
  const found = useLive<AlertShown>(`/api/alerts/${encodeURIComponent(id)}`, 3000);
  const [question, setQuestion] = useState<Question>();
  const alert = found.data?.alert;
  return (
    <>
      <p class="crumbs">
        <a href={href('alerts')}>Alerts</a> / {id}
      </p>
      <Notice problem={found.problem} />
      {!alert ? (
        <Empty loading={!found.problem}>There is no such alert.</Empty>
      ) : (
        <>
          <PageHead title={alert.message} />
          <dl class="facts">
            <dt>State</dt>
            <dd>
              <Badge status={alert.severity} /> {alert.state}
              {alert.reason && `: ${alert.reason}`}
            </dd>
            <dt>Code</dt>
            <dd>{alert.code}</dd>
            <dt>About</dt>
            <dd>
              <Subject name={alert.subject} />
            </dd>
            <dt>Raised</dt>
            <dd>
              {time(alert.raisedAt)} UTC
              {alert.occurrences > 1 && `, ${alert.occurrences} times, last ${relative(alert.lastAt)}`}
            </dd>
            {alert.expected !== undefined && (
              <>
                <dt>Our side</dt>
                <dd>{alert.expected}</dd>
              </>
            )}
            {alert.actual !== undefined && (
              <>
                <dt>{alert.expected === undefined ? 'Details' : 'The other side'}</dt>
                <dd>{alert.actual}</dd>
              </>
            )}
          </dl>
          <p class="buttons">
            {alert.state === 'open' && (
              <button type="button" class="primary" onClick={() => setQuestion(answer(alert, 'acknowledge'))}>
                Acknowledge
              </button>
            )}
            {(alert.state === 'open' || alert.state === 'acknowledged') && (
              <button type="button" onClick={() => setQuestion(answer(alert, 'resolve'))}>
                Resolve
              </button>
            )}
          </p>
          <section class="card" aria-label="Who was told">
            <h2>Who was told</h2>
            {found.data!.deliveries.length > 0 ? (
              <Table
                label="Deliveries"
                columns={deliveries}
                rows={found.data!.deliveries}
                rowKey={(delivery) => delivery.notice + delivery.channel}
                bad={(delivery) => delivery.status === 'failed'}
              />
            ) : (
              <Empty loading={false}>Nobody: no channel takes its severity.</Empty>
            )}
          </section>
        </>
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

// An alert may be about anything; about a run, the way to it is the first thing somebody wants.
function Subject({ name }: { name: string }) {
  const path = /^[!-~]{1,100}$/.test(name) ? `/api/orchestrations${query({ prefix: name, top: 20 })}` : undefined;
  const found = useLive<OrchestrationList>(path, 60_000);
  return found.data?.instances.some((line) => line.id === name) ? <a href={href('orchestrations', name)}>{name}</a> : <>{name}</>;
}

const most = 5;

/** What is not resolved, for the overview. */
export function OpenAlerts() {
  const found = useLive<AlertPage>(`/api/alerts?state=${openStates}&top=${most}`, 5000);
  const alerts = found.data?.alerts ?? [];
  return (
    <section class="card wide" aria-label="Alerts">
      <div class="card-head">
        <h2>Alerts</h2>
        <a href={href('alerts')}>All alerts</a>
      </div>
      <Notice problem={found.problem} />
      {alerts.length > 0 ? (
        <ul class="plain">
          {alerts.map((alert) => (
            <li key={alert.id}>
              <Badge status={alert.severity} /> <a href={href('alerts', alert.id)}>{alert.message}</a>{' '}
              <span class="label">
                {alert.state}, {relative(alert.raisedAt)}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Empty loading={!found.data && !found.problem}>Nothing needs anybody.</Empty>
      )}
    </section>
  );
}
