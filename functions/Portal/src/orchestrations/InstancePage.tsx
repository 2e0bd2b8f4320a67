import { useState } from 'preact/hooks';
import type { Failure, HistoryEntry, Orchestration, OrchestrationList } from '../http/answers';
import { Dialog, type Question } from '../shell/Dialog';
import { json, milliseconds, operation, span, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';
import { go, href } from '../shell/route';
import { actions, isEnded } from './actions';
import { Badge } from './Badge';
import { Gantt } from './Gantt';
import { HistoryTable } from './HistoryTable';
import { spansOf, waitsFor } from './spans';

/** One instance: where it stands, what it waits for, every step, and what can be done. */
export function InstancePage({ id }: { id: string }) {
  const path = encodeURIComponent(id);
  const instance = useLive<Orchestration>(`/api/orchestrations/${path}`, 2000);
  const line = instance.data?.line;
  // The history is asked for again only when the instance has moved: it may be long.
  const moved = line ? `${line.updated}-${line.status}` : undefined;
  const history = useLive<{ historyEvents?: HistoryEntry[] }>(
    moved &&
      `/runtime/webhooks/durabletask/instances/${path}?showHistory=true&showHistoryOutput=true&showInput=true&at=${encodeURIComponent(moved)}`,
    60_000,
  );
  const [question, setQuestion] = useState<Question>();
  const [tab, setTab] = useState<'timeline' | 'history' | 'data'>('timeline');
  const [known, setKnown] = useState<HistoryEntry[]>([]);
  const events = history.data?.historyEvents;
  if (events && events !== known) setKnown(events);

  if (!line)
    return (
      <>
        <h1>{id}</h1>
        <Notice problem={instance.problem} />
        <Empty loading={!instance.problem}>
          <a href={href('orchestrations')}>All orchestrations</a>
        </Empty>
      </>
    );

  const ended = isEnded(line.status);
  const now = ended ? milliseconds(line.updated) : Date.now();
  const spans = spansOf(known, now);
  const begin = Math.min(milliseconds(line.created), ...spans.slice(0, 1).map((step) => step.begin));
  const end = spans.reduce((latest, step) => Math.max(latest, step.end), now);
  const waits = ended ? [] : waitsFor(spans);
  return (
    <>
      <p class="crumbs">
        <a href={href('orchestrations')}>Orchestrations</a> / {operation(line.operation)}
      </p>
      <h1 class="id">{line.id}</h1>
      <p class="facts">
        <Badge status={line.status} /> <span>started {time(line.created)} UTC</span>{' '}
        <span>
          {ended ? 'took' : 'running for'} {span((ended ? milliseconds(line.updated) : Date.now()) - milliseconds(line.created))}
        </span>
      </p>
      {!ended && (
        <p class="waits">
          {line.status === 'Suspended'
            ? 'Suspended: it goes on when it is resumed.'
            : waits.length > 0
              ? `Waits for ${waits.slice(0, 5).join('; ')}${waits.length > 5 ? ` and ${waits.length - 5} more` : ''}.`
              : known.length > 0
                ? 'Waits for an event.'
                : 'Has not begun.'}
        </p>
      )}
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
      <div class="tabs" role="tablist" aria-label="Views">
        {(['timeline', 'history', 'data'] as const).map((name) => (
          <button type="button" role="tab" aria-selected={tab === name} key={name} onClick={() => setTab(name)}>
            {name === 'timeline' ? 'Timeline' : name === 'history' ? `History (${known.length})` : 'Input and output'}
          </button>
        ))}
      </div>
      {tab === 'timeline' && <Gantt spans={spans} begin={begin} end={end} />}
      {tab === 'history' && <HistoryTable history={known} />}
      {tab === 'data' && (
        <>
          <Payload name="Input" value={instance.data?.input} />
          <Payload name="Output" value={instance.data?.output} />
          <Payload name="Custom status" value={instance.data?.customStatus} />
        </>
      )}
      {!id.includes('@') && <Relatives id={id} />}
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

function Payload({ name, value }: { name: string; value: unknown }) {
  return value === undefined || value === null ? null : (
    <section>
      <h2>{name}</h2>
      <pre>{json(value)}</pre>
    </section>
  );
}

/** Instances whose id begins with this one's: sub-orchestrations are named after their parents. */
function Relatives({ id }: { id: string }) {
  const found = useLive<OrchestrationList>(`/api/orchestrations?top=50&prefix=${encodeURIComponent(id)}`, 5000);
  const lines = found.data?.instances.filter((line) => line.id !== id) ?? [];
  return lines.length === 0 ? null : (
    <section>
      <h2>Sub-orchestrations</h2>
      <ul class="plain">
        {lines.map((line) => (
          <li key={line.id}>
            <Badge status={line.status} /> <a href={href('orchestrations', line.id)}>{line.id}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
