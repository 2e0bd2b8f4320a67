// What an instance that has not ended waits for, and until when; an event that it waits for can be raised from here.
import type { EventWait, Orchestration } from '../http/answers';
import type { Question } from '../shell/Dialog';
import { relative, time } from '../shell/format';
import { raise } from './actions';
import { type Span, waitsFor } from './spans';

interface Props {
  instance: Orchestration;
  spans: Span[];
  /** False before the history was read. */
  begun: boolean;
  ask: (question: Question) => void;
}

export function Waits({ instance, spans, begun, ask }: Props) {
  const { line, waits } = instance;
  const events = waits?.events ?? [];
  // The timer that ends the wait for an event is told with the event.
  const told = new Set(events.flatMap((wait) => [wait.until, wait.nextTimer]).map((moment) => Date.parse(moment ?? '')));
  const others = waitsFor(spans.filter((span) => span.kind !== 'timer' || !told.has(span.due ?? NaN)));
  if (line.status === 'Suspended') return <p class="waits">Suspended: it goes on when it is resumed.</p>;
  return (
    <div class="waits">
      {events.map((wait) => (
        <p key={wait.event} class="wait">
          <span>
            Waits for the event <strong>{wait.event}</strong>
            {until(wait)}
          </span>
          <button type="button" class="primary" onClick={() => ask(raise(line, wait))}>
            Raise {wait.event}
          </button>
        </p>
      ))}
      {events.length > 0 && !waits?.complete && (
        <p class="label">As the orchestrator says. This host records no waits for events: there may be others.</p>
      )}
      {others.length > 0 && (
        <p>
          {events.length > 0 ? 'Also waits for ' : 'Waits for '}
          {others.slice(0, 5).join('; ')}
          {others.length > 5 ? ` and ${others.length - 5} more` : ''}.
        </p>
      )}
      {events.length === 0 && others.length === 0 && (
        <p>
          {!begun
            ? 'Has not begun.'
            : waits?.complete
              ? 'Is at work: it waits for nothing that takes time.'
              : 'Waits for an event, which its history does not name: this host records no such waits.'}
        </p>
      )}
    </div>
  );
}

const until = (wait: EventWait): string =>
  wait.until
    ? ` until ${time(wait.until)} UTC (${relative(wait.until)}).`
    : wait.nextTimer
      ? `, or for its timer at ${time(wait.nextTimer)} UTC (${relative(wait.nextTimer)}).`
      : ', for as long as it takes.';
