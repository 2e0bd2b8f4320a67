// Steps over time. Drawn as SVG with text beside it, so that it reads without colours; long histories show a window of rows.
import { useState } from 'preact/hooks';
import { span as spanText, time } from '../shell/format';
import { href } from '../shell/route';
import type { Span } from './spans';

const rowHeight = 24;
const mostRows = 200;

export function Gantt({ spans, begin, end }: { spans: Span[]; begin: number; end: number }) {
  const [from, setFrom] = useState(0);
  if (spans.length === 0) return <p class="empty">No steps yet.</p>;
  const shown = spans.slice(from, from + mostRows);
  const length = Math.max(1, end - begin);
  const x = (moment: number) => (100 * (moment - begin)) / length;
  return (
    <>
      {spans.length > mostRows && (
        <p class="pager">
          Steps {from + 1} to {from + shown.length} of {spans.length}{' '}
          <button type="button" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - mostRows))}>
            Earlier
          </button>{' '}
          <button type="button" disabled={from + mostRows >= spans.length} onClick={() => setFrom(from + mostRows)}>
            Later
          </button>
        </p>
      )}
      <div class="gantt" role="list" aria-label="Steps over time">
        {shown.map((span, index) => (
          <div class="gantt-row" role="listitem" key={from + index}>
            <span class="gantt-name" title={span.name}>
              {span.instance ? <a href={href('orchestrations', span.instance)}>{span.name}</a> : span.name}
            </span>
            <svg class="gantt-track" height={rowHeight} width="100%" aria-hidden="true">
              <rect
                class={`bar ${span.kind} ${span.outcome}`}
                x={`${x(span.begin)}%`}
                y={5}
                width={`${Math.max(0.4, x(span.end) - x(span.begin))}%`}
                height={rowHeight - 10}
                rx={3}
              />
            </svg>
            <span class="gantt-time" title={time(new Date(span.begin).toISOString())}>
              {span.kind === 'event' || span.kind === 'turn' ? 'at once' : spanText(span.end - span.begin)}
              {span.outcome === 'open' ? ' …' : span.outcome === 'failed' ? ' failed' : ''}
            </span>
          </div>
        ))}
      </div>
    </>
  );
}
