// A column for each instance, a line for each call and each answer; sub-orchestrations can be opened into their own steps.
import { useMemo, useState } from 'preact/hooks';
import { Problem } from '../http/client';
import { time } from '../shell/format';
import { Notice } from '../shell/Notice';
import { href } from '../shell/route';
import { Window } from '../shell/Window';
import { historyOf } from './history';
import { type Exchange, exchangeOf, type Message } from './messages';
import { shortId, type Span, spansOf } from './spans';

const rowsShown = 60;
const [row, column, gutter] = [34, 176, 84];

export function Sequence({ id, name, spans }: { id: string; name: string; spans: Span[] }) {
  const [opened, setOpened] = useState(new Map<string, Span[]>());
  const [problem, setProblem] = useState<Problem>();
  const [from, setFrom] = useState(0);
  const exchange = useMemo(() => exchangeOf(id, name, spans, opened), [id, name, spans, opened]);
  if (exchange.messages.length === 0) return <p class="empty">No steps yet.</p>;

  const toggle = async (child: string) => {
    try {
      const next = new Map(opened);
      if (!next.delete(child)) next.set(child, spansOf(await historyOf(child), Date.now()));
      setOpened(next);
      setProblem(undefined);
    } catch (cause) {
      setProblem(Problem.of(cause));
    }
  };
  const shown = exchange.messages.slice(from, from + rowsShown);
  return (
    <>
      <Notice problem={problem} />
      <Window what="Messages" from={from} size={rowsShown} total={exchange.messages.length} go={setFrom} />
      <div class="sequence" tabIndex={0} role="region" aria-label="Sequence">
        <div class="lanes">
          {exchange.lanes.map((lane) => (
            <div class="lane" key={lane.id}>
              <strong>{lane.name}</strong>
              {lane.instance && lane.instance !== id && (
                <>
                  <a href={href('orchestrations', lane.instance)}>{shortId(lane.instance, id)}</a>{' '}
                  <button type="button" class="link" onClick={() => toggle(lane.instance!)}>
                    {lane.closed ? 'show steps' : 'hide steps'}
                  </button>
                </>
              )}
            </div>
          ))}
        </div>
        <Drawing exchange={exchange} shown={shown} />
        <ol class="hidden">
          {shown.map((message, index) => (
            <li key={index}>{sentence(message, exchange)}</li>
          ))}
        </ol>
      </div>
    </>
  );
}

function Drawing({ exchange, shown }: { exchange: Exchange; shown: Message[] }) {
  const x = new Map(exchange.lanes.map((lane, index) => [lane.id, gutter + index * column + column / 2]));
  const width = gutter + exchange.lanes.length * column;
  const height = shown.length * row + 12;
  const y = (index: number) => index * row + 28;
  const rows = new Map(shown.map((message, index) => [message, y(index)]));
  const [begin, end] = [shown[0]!.at, shown.at(-1)!.at];
  return (
    <svg width={width} height={height} aria-hidden="true">
      {[...x.values()].map((at) => (
        <line class="lifeline" key={at} x1={at} x2={at} y1={0} y2={height} />
      ))}
      {exchange.active
        .filter(({ call, answer }) => rows.has(call) || (answer && rows.has(answer)) || (call.at < begin && (answer?.at ?? end) >= end))
        .map((work, index) => {
          const top = rows.get(work.call) ?? 0;
          const bottom = (work.answer && rows.get(work.answer)) ?? height;
          return (
            <rect
              key={index}
              class={work.answer?.failed ? 'active failed' : 'active'}
              x={x.get(work.lane)! - 4}
              y={top}
              width={8}
              height={Math.max(6, bottom - top)}
            />
          );
        })}
      {shown.map((message, index) => (
        <Arrow key={index} message={message} y={y(index)} from={x.get(message.from)!} to={x.get(message.to)!} />
      ))}
    </svg>
  );
}

function Arrow({ message, from, to, y }: { message: Message; from: number; to: number; y: number }) {
  const failed = message.failed ? ' failed' : '';
  const when = (
    <text class="when" x={12} y={y + 4}>
      {time(new Date(message.at).toISOString()).slice(11)}
    </text>
  );
  if (message.kind === 'note')
    return (
      <>
        {when}
        <text class={`note${failed}`} x={from + 10} y={y + 4}>
          {message.text}
        </text>
      </>
    );
  const side = Math.sign(to - from);
  const tip = to - side * 5;
  return (
    <>
      {when}
      <line class={`arrow ${message.kind}${failed}`} x1={from + side * 5} x2={tip} y1={y} y2={y} />
      <path class={`head${failed}`} d={`M${tip} ${y} l${-side * 7} -4 v8 z`} />
      <text class={failed.trim()} x={(from + to) / 2} y={y - 6} text-anchor="middle">
        {message.text}
      </text>
    </>
  );
}

function sentence(message: Message, exchange: Exchange): string {
  const name = (id: string) => exchange.lanes.find((lane) => lane.id === id)?.name ?? id;
  const at = time(new Date(message.at).toISOString());
  switch (message.kind) {
    case 'note':
      return `${at} ${name(message.from)}: ${message.text}`;
    case 'call':
      return `${at} ${name(message.from)} calls ${name(message.to)}: ${message.text}`;
    case 'answer':
      return `${at} ${name(message.from)} answers ${name(message.to)}${message.failed ? ': failed' : ''}`;
  }
}
