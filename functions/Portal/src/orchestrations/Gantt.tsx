// Steps over time. Drawn as SVG with text beside it, so that it reads without colours; long histories show a window of rows.
import { useState } from 'preact/hooks';
import { span as spanText, time } from '../shell/format';
import { href } from '../shell/route';
import { Window } from '../shell/Window';
import type { Span } from './spans';

const rowHeight = 24;
const rowsShown = 100;
const ticks = [0, 0.25, 0.5, 0.75, 1];

const key = [
  ['activity', 'Activity'],
  ['child', 'Sub-orchestration'],
  ['timer', 'Timer'],
  ['event', 'Event'],
] as const;

const names: Record<Span['kind'], string> = { ...(Object.fromEntries(key) as Record<(typeof key)[number][0], string>), turn: 'Control' };

export function Gantt({ spans, begin, end }: { spans: Span[]; begin: number; end: number }) {
  const [from, setFrom] = useState(0);
  if (spans.length === 0) return <p class="empty">No steps yet.</p>;
  const shown = spans.slice(from, from + rowsShown);
  // A window of a long history has an axis of its own: against the whole, its steps would be too thin to see.
  const all = spans.length <= rowsShown;
  const first = all ? begin : shown[0]!.begin;
  const last = all ? end : shown.reduce((latest, step) => Math.max(latest, step.end), first);
  const length = Math.max(1, last - first);
  const x = (moment: number) => (100 * (moment - first)) / length;
  return (
    <>
      <Window what="Steps" from={from} size={rowsShown} total={spans.length} go={setFrom} />
      <div class="gantt" role="list" aria-label="Steps over time">
        <div class="gantt-row scale" aria-hidden="true">
          <span />
          <span class="gantt-axis">
            {ticks.map((tick) => (
              <span key={tick}>{tick === 0 ? time(new Date(first).toISOString()).slice(11) : `+${spanText(length * tick)}`}</span>
            ))}
          </span>
          <span />
        </div>
        {shown.map((span, index) => (
          <div class="gantt-row" role="listitem" key={from + index}>
            <span class="gantt-name" title={span.instance ?? span.name}>
              <span class="hidden">{names[span.kind]}: </span>
              {span.instance ? <a href={href('orchestrations', span.instance)}>{span.name}</a> : span.name}
            </span>
            <svg class="gantt-track" height={rowHeight} width="100%" aria-hidden="true">
              <rect
                class={`bar ${span.kind} ${span.outcome}`}
                x={`${x(span.begin)}%`}
                y={6}
                width={`${Math.max(0.4, x(span.end) - x(span.begin))}%`}
                height={rowHeight - 12}
                rx={3}
              />
            </svg>
            <span class={`gantt-time ${span.outcome}`} title={time(new Date(span.begin).toISOString())}>
              {span.outcome === 'failed' ? 'failed, ' : ''}
              {span.kind === 'event' || span.kind === 'turn' ? 'at once' : spanText(span.end - span.begin)}
              {span.outcome === 'open' ? ' …' : ''}
            </span>
          </div>
        ))}
      </div>
      <p class="key" aria-hidden="true">
        {key.map(([kind, name]) => (
          <span key={kind}>
            <svg>
              <rect class={`bar ${kind}`} width="12" height="8" rx="2" />
            </svg>
            {name}
          </span>
        ))}
      </p>
    </>
  );
}
