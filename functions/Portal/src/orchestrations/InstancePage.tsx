import { useMemo, useState } from 'preact/hooks';
import type { Failure, Orchestration, OrchestrationList } from '../http/answers';
import { Dialog, type Question } from '../shell/Dialog';
import { json, milliseconds, operation, span, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';
import { go, href } from '../shell/route';
import { Tabs, useView } from '../shell/Tabs';
import { actions, isEnded } from './actions';
import { Badge } from './Badge';
import { Gantt } from './Gantt';
import { useHistory } from './history';
import { HistoryTable } from './HistoryTable';
import { Sequence } from './Sequence';
import { named, spansOf } from './spans';
import { Waits } from './Waits';

const tabs = ['timeline', 'sequence', 'history', 'data'] as const;

/** One instance: where it stands, what it waits for, every step, and what can be done. */
export function InstancePage({ id }: { id: string }) {
  const instance = useLive<Orchestration>(`/api/orchestrations/${encodeURIComponent(id)}`, 2000);
  const line = instance.data?.line;
  const history = useHistory(id, line && `${line.updated}-${line.status}`);
  const [question, setQuestion] = useState<Question>();
  const [tab, setTab] = useView(tabs);
  const ended = line !== undefined && isEnded(line.status);
  const now = line && ended ? milliseconds(line.updated) : Date.now();
  const steps = useMemo(() => spansOf(history.events, now), [history.events, ended ? now : instance.data]);
  const children = steps.filter((step) => step.kind === 'child').length;
  // Sub-orchestrations are mostly named after their parents.
  const made = useLive<OrchestrationList>(children ? `/api/orchestrations?top=500&prefix=${encodeURIComponent(`${id}-`)}` : undefined, 5000);
  const spans = useMemo(() => named(steps, made.data?.instances ?? []), [steps, made.data]);

  if (!line)
    return (
      <>
        <h1 class="id">{id}</h1>
        <Notice problem={instance.problem} />
        <Empty loading={!instance.problem}>
          <a href={href('orchestrations')}>All orchestrations</a>
        </Empty>
      </>
    );

  const begin = Math.min(milliseconds(line.created), ...spans.slice(0, 1).map((step) => step.begin));
  const end = spans.reduce((latest, step) => Math.max(latest, step.end), now);
  return (
    <>
      <p class="crumbs">
        <a href={href('orchestrations')}>Orchestrations</a> / {operation(line.operation)}
      </p>
      <h1 class="id">{line.id}</h1>
      <p class="meta">
        <Badge status={line.status} /> <span>started {time(line.created)} UTC</span>{' '}
        <span>
          {ended ? 'took' : 'running for'} {span(now - milliseconds(line.created))}
        </span>
        {Object.entries(line.tags ?? {}).map(([name, value]) => (
          <span key={name}>
            {name}: {value}
          </span>
        ))}
      </p>
      {!ended && <Waits instance={instance.data!} spans={spans} begun={history.events.length > 0} ask={setQuestion} />}
      {!ended && <Says status={statusOf(instance.data)} />}
      <Chain failure={instance.data?.failure} />
      <Notice problem={instance.problem ?? history.problem} />
      <div class="buttons" role="group" aria-label="Actions">
        {actions
          .filter((action) => action.allowed(line.status))
          .map((action) => (
            <button type="button" key={action.name} onClick={() => setQuestion(action.question(line))}>
              {action.label}
            </button>
          ))}
      </div>
      <Tabs
        label="Views"
        chosen={tab}
        choose={setTab}
        tabs={[
          ['timeline', 'Timeline'],
          ['sequence', children ? `Sequence (${children} sub-orchestrations)` : 'Sequence'],
          ['history', `History (${history.events.length})`],
          ['data', 'Input and output'],
        ]}
      >
        {tab === 'timeline' && <Gantt id={line.id} spans={spans} begin={begin} end={end} />}
        {tab === 'sequence' && <Sequence id={line.id} name={operation(line.operation)} spans={spans} />}
        {tab === 'history' && <HistoryTable history={history.events} />}
        {tab === 'data' && (
          <>
            <Payload name="Input" value={instance.data?.input} />
            <Payload name="Output" value={instance.data?.output} />
            <Payload name="Custom status" value={statusOf(instance.data)} />
          </>
        )}
      </Tabs>
      {question && (
        <Dialog
          question={question}
          close={(done) => {
            setQuestion(undefined);
            if (!done) return;
            if (question.confirm === 'Purge') go(href('orchestrations'));
            else instance.refresh();
          }}
        />
      )}
    </>
  );
}

function Chain({ failure }: { failure: Failure | undefined }) {
  return failure ? (
    <div class="notice bad">
      <strong>{failure.type}</strong>
      <p class="message">{failure.message}</p>
      {failure.cause && (
        <>
          <span class="label">caused by</span>
          <Chain failure={failure.cause} />
        </>
      )}
    </div>
  ) : null;
}

// What it waits for stands above, with the events' names.
const statusOf = (instance: Orchestration | undefined): unknown => {
  const said = instance?.customStatus;
  return typeof said === 'object' && said !== null && 'waitsFor' in said ? undefined : said;
};

// Its words on where it stands, as far as they are short: all of them are among its data.
function Says({ status }: { status: unknown }) {
  const parts =
    typeof status === 'object' && status !== null && !Array.isArray(status)
      ? Object.entries(status)
          .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value] as const)
          .filter(([, value]) => value !== null && value !== '' && typeof value !== 'object')
          .map(([name, value]) => `${name} ${value}`)
      : typeof status === 'string' || typeof status === 'number'
        ? [String(status)]
        : [];
  const text = parts.join(', ');
  return text === '' ? null : <p class="label says">It says: {text.length > longest ? `${text.slice(0, longest)}…` : text}</p>;
}

const longest = 300;

const Payload = ({ name, value }: { name: string; value: unknown }) =>
  value === undefined || value === null ? null : (
    <section>
      <h2>{name}</h2>
      <pre>{json(value)}</pre>
    </section>
  );
