// Steps over time. Drawn as SVG with text beside it, so that it reads without colours; long histories show a window of rows.
import { useMemo, useState } from 'preact/hooks';
import { useFilter } from '../shell/Filters';
import { operation, relative, span as spanText, time } from '../shell/format';
import { href } from '../shell/route';
import { Window } from '../shell/Window';
import { asItWas, waitsShortened } from './scale';
import { shortId, type Span } from './spans';

const rowHeight = 24;
const rowsShown = 100;
const ticks = [0, 0.25, 0.5, 0.75, 1];

const key = [
  ['activity', 'Activity'],
  ['child', 'Sub-orchestration'],
  ['timer', 'Timer'],
  ['event', 'Event'],
] as const;

function lengthOf(span: Bar): string {
  if (span.kind === 'event' || span.kind === 'turn') return 'at once';
  if (span.outcome !== 'open') return spanText(span.end - span.begin);
  return span.due === undefined ? `${spanText(span.end - span.begin)} …` : `due ${relative(new Date(span.due).toISOString())}`;
}

const names: Record<Span['kind'], string> = { ...(Object.fromEntries(key) as Record<(typeof key)[number][0], string>), turn: 'Control' };

function told(span: Bar, parent: string): string {
  const short = shortId(span.instance ?? '', parent);
  return short.toLowerCase() === operation(span.name).toLowerCase() ? '' : short;
}

// Steps of one name stand in one list: what each was about tells them apart.
const Name = ({ parent, span }: { parent: string | undefined; span: Bar }) =>
  span.instance && parent === undefined ? (
    <a href={href('orchestrations', span.instance)}>{span.instance}</a>
  ) : span.instance ? (
    <>
      <a href={href('orchestrations', span.instance)}>{operation(span.name)}</a> <span class="label">{told(span, parent ?? '')}</span>
    </>
  ) : (
    <>{span.name}</>
  );

/** What is drawn of a step; or of a whole run, among others. */
export type Bar = Omit<Span, 'entry'>;

/** Steps of the instance id, or runs of several. */
export function Gantt({ id, spans, begin, end }: { id?: string; spans: Bar[]; begin: number; end: number }) {
  const [place, setFrom] = useState(0);
  const { filter, set } = useFilter(['waits'] as const);
  const from = place < spans.length ? place : 0;
  const shown = spans.slice(from, from + rowsShown);
  // A window of a long history has an axis of its own: against the whole, its steps would be too thin to see.
  const all = spans.length <= rowsShown;
  const first = all ? begin : (shown[0]?.begin ?? begin);
  const last = all ? end : shown.reduce((latest, step) => Math.max(latest, step.end), first);
  const length = Math.max(1, last - first);
  const short = useMemo(() => waitsShortened(shown, first, last), [spans, from, first, last]);
  const shortened = short !== undefined && filter.waits === 'short';
  const x = shortened ? short : asItWas(first, last);
  if (spans.length === 0) return <p class="empty">No steps yet.</p>;
  return (
    <>
      <Window what={id === undefined ? 'Runs' : 'Steps'} from={from} size={rowsShown} total={spans.length} go={setFrom} />
      {short && (
        <label class="inline">
          <input type="checkbox" checked={shortened} onChange={(event) => set('waits')(event.currentTarget.checked ? 'short' : '')} />
          Shorten waits
        </label>
      )}
      <div class={id === undefined ? 'gantt runs' : 'gantt'} role="list" aria-label={id === undefined ? 'Runs over time' : 'Steps over time'}>
        <div class="gantt-row scale" aria-hidden="true">
          <span />
          <span class="gantt-axis">
            {(shortened ? [0, 1] : ticks).map((tick) => (
              <span key={tick}>{tick === 0 ? time(new Date(first).toISOString()).slice(11) : `+${spanText(length * tick)}`}</span>
            ))}
          </span>
          <span />
        </div>
        {shown.map((span, index) => (
          <div class="gantt-row" role="listitem" key={from + index}>
            <span class="gantt-name" title={span.instance ?? span.name}>
              <span class="hidden">{names[span.kind]}: </span>
              <Name parent={id} span={span} />
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
              {lengthOf(span)}
            </span>
          </div>
        ))}
      </div>
      {id !== undefined && (
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
      )}
    </>
  );
}
