// From a history to what is drawn: a pure function, so that the same history always gives the same picture.
import type { HistoryEntry, OrchestrationLine } from '../http/answers';
import { relative, time } from '../shell/format';

export type Kind = 'activity' | 'child' | 'timer' | 'event' | 'turn';
export type Outcome = 'done' | 'failed' | 'open';

export interface Span {
  kind: Kind;
  name: string;
  begin: number;
  /** Equal to begin for what has no length; the time of drawing for what is still open. */
  end: number;
  outcome: Outcome;
  /** The sub-orchestration, to go there. */
  instance?: string;
  /** When an open timer is due. */
  due?: number;
  entry: HistoryEntry;
}

const at = (text: string | undefined): number => Date.parse(text ?? '');

export function spansOf(history: HistoryEntry[], now: number): Span[] {
  const spans: Span[] = [];
  const timers = new Map<string, Span[]>();
  const add = (kind: Kind, name: string, begin: number, end: number, outcome: Outcome, entry: HistoryEntry): Span => {
    const span: Span = { kind, name, begin, end: Math.max(begin, end), outcome, entry };
    if (entry.InstanceId && kind === 'child') span.instance = entry.InstanceId;
    spans.push(span);
    return span;
  };
  for (const entry of history) {
    const when = at(entry.Timestamp);
    const since = entry.ScheduledTime ? at(entry.ScheduledTime) : when;
    const name = entry.FunctionName ?? entry.Name ?? '';
    switch (entry.EventType) {
      case 'TaskScheduled':
        add('activity', name, when, now, 'open', entry);
        break;
      case 'TaskCompleted':
        add('activity', name, since, when, 'done', entry);
        break;
      case 'TaskFailed':
        add('activity', name, since, when, 'failed', entry);
        break;
      case 'SubOrchestrationInstanceCreated':
        add('child', name, when, now, 'open', entry);
        break;
      case 'SubOrchestrationInstanceCompleted':
        add('child', name, since, when, 'done', entry);
        break;
      case 'SubOrchestrationInstanceFailed':
        add('child', name, since, when, 'failed', entry);
        break;
      case 'TimerCreated': {
        const span = add('timer', 'Timer', when, now, 'open', entry);
        span.due = at(entry.FireAt);
        const key = entry.FireAt ?? '';
        timers.set(key, [...(timers.get(key) ?? []), span]);
        break;
      }
      case 'TimerFired': {
        const span = timers.get(entry.FireAt ?? '')?.shift();
        if (span) {
          span.end = when;
          span.outcome = 'done';
        }
        break;
      }
      case 'EventRaised':
        add('event', name, when, when, 'done', entry);
        break;
      case 'EventSent':
        add('event', `${name} → ${entry.InstanceId ?? ''}`, when, when, 'done', entry);
        break;
      case 'ExecutionSuspended':
      case 'ExecutionResumed':
      case 'ExecutionTerminated':
      case 'ExecutionRewound':
        add('turn', entry.EventType.replace('Execution', ''), when, when, 'done', entry);
        break;
    }
  }
  const ended = history.some((entry) => entry.EventType === 'ExecutionCompleted');
  // A timer that was cancelled leaves no mark of its own; once the orchestration has ended, nothing is open any more.
  if (ended) {
    const end = at(history[history.length - 1]?.Timestamp);
    for (const span of spans) if (span.outcome === 'open') Object.assign(span, { outcome: 'done', end: Math.max(span.begin, end) });
  }
  return spans.sort((one, other) => one.begin - other.begin);
}

/** Sub-orchestrations are mostly named after their parents: the rest is what tells them apart. */
export const shortId = (child: string, parent: string): string => (child.startsWith(`${parent}-`) ? child.slice(parent.length + 1) : child);

/** How far the time a sub-orchestration was made may lie from the time it was asked for. */
const atMost = 5000;

/**
 * Fills in which instance a step was, where the history does not say: once it has ended, Microsoft's history names the
 * orchestrator alone. It is the one of that name that was made when it was asked for.
 */
export function named(spans: Span[], made: OrchestrationLine[]): Span[] {
  const free = made.map((line) => ({ line, at: at(line.created) }));
  const known = new Set(spans.map((span) => span.instance));
  return spans.map((span) => {
    if (span.kind !== 'child' || span.instance) return span;
    const fits = free.filter(({ line, at }) => line.operation === span.name && !known.has(line.id) && Math.abs(at - span.begin) <= atMost);
    const best = fits.sort((one, other) => Math.abs(one.at - span.begin) - Math.abs(other.at - span.begin))[0];
    if (!best) return span;
    known.add(best.line.id);
    return { ...span, instance: best.line.id };
  });
}

const due = (span: Span): string => {
  const moment = new Date(span.due ?? span.begin).toISOString();
  return `${time(moment)} UTC (${relative(moment)})`;
};

/** What an instance that has not ended waits for, in words. */
export function waitsFor(spans: Span[]): string[] {
  return spans
    .filter((span) => span.outcome === 'open')
    .map((span) =>
      span.kind === 'timer'
        ? `a timer, due ${due(span)}`
        : span.kind === 'child'
          ? `the sub-orchestration ${span.name}`
          : `the activity ${span.name}`,
    );
}
