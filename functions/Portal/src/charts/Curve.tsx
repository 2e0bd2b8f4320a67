// A curve over time by uPlot: sized to its place, in the colours of the theme, read out at the pointer, and told in words too.
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { theme } from '../shell/theme';
import { colours } from './colours';

export interface Series {
  name: string;
  colour: 'one' | 'two' | 'loss';
  values: (number | null)[];
  fill?: boolean;
}

export interface Level {
  value: number;
  name: string;
}

interface Props {
  label: string;
  /** Seconds since 1970, ascending. */
  times: number[];
  series: Series[];
  height?: number;
  /** How a value is written. */
  show: (value: number) => string;
  /** How the marks of the axis are written; as values when it is left out. */
  axis?: (ticks: number[]) => string[];
  /** Lines across, such as the breaker's levels. */
  levels?: Level[];
}

const day = 86_400;
/** The room beside the lines for what they are called. */
const names = 52;
const dayOf = (moment: number): string => new Date(moment * 1000).toISOString().slice(0, 10);
const paints = { one: '--accent', two: '--warn', loss: '--bad' };

export function Curve({ label, times, series, height = 220, show, axis: marks, levels = [] }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);

  useEffect(() => {
    const element = place.current!;
    const [line, soft, bad, ...strokes] = colours(element, '--line', '--soft', '--bad', ...series.map((one) => paints[one.colour]));
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: soft!, font, grid: { stroke: line!, width: 1 }, ticks: { show: false } };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        padding: [8, names, 0, 0],
        cursor: { y: false, points: { size: 6 } },
        scales: {
          // One day alone is the last of its week: what is to come has no room yet.
          x: { range: (_, first, last) => (times.length === 1 ? [times[0]! - 6 * day, times[0]!] : [first, last]) },
          y: { range: (_, low, high) => bounds(low, high, levels) },
        },
        axes: [
          { ...axis, size: 32, gap: 10, space: 96, grid: { show: false }, values: (_, moments) => moments.map(dayOf) },
          { ...axis, size: 72, values: (_, ticks) => (marks ? marks(ticks) : ticks.map(show)) },
        ],
        series: [
          {},
          ...series.map((one, index) => ({
            label: one.name,
            stroke: strokes[index]!,
            width: 1.75,
            // Two lines of one picture are told apart without their colours too.
            ...(one.colour === 'two' ? { dash: [6, 4] } : {}),
            points: { show: times.length < 2, size: 9, fill: strokes[index]! },
            ...(one.fill ? { fill: strokes[index]!.replace('rgb(', 'rgba(').replace(')', ', 0.12)') } : {}),
          })),
        ],
        hooks: {
          draw: [(drawn) => drawLevels(drawn, levels, bad!, font)],
          setCursor: [(moved) => setAt(moved.cursor.idx ?? null)],
        },
      },
      [times, ...series.map((one) => one.values)],
      element,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [times, series, height, theme.value]);

  const shown = at ?? times.length - 1;
  const moment = times[shown];
  return (
    <figure class="chart" aria-label={label}>
      <figcaption>
        {moment !== undefined && <span>{dayOf(moment)}</span>}
        {series.map((one) => (
          <span key={one.name}>
            <span class={`swatch ${one.colour}`} />
            {one.name} <strong>{one.values[shown] == null ? '–' : show(one.values[shown]!)}</strong>
          </span>
        ))}
      </figcaption>
      <div ref={place} />
    </figure>
  );
}

// Levels are part of the picture, and a flat curve gets room around it.
function bounds(low: number, high: number, levels: Level[]): [number, number] {
  const values = [low, high, ...levels.map((level) => level.value)].filter((value) => Number.isFinite(value));
  if (values.length === 0) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || Math.abs(most) || 1) * 0.06;
  return [least - room, most + (most === 0 && least < 0 ? 0 : room)];
}

function drawLevels(plot: uPlot, levels: Level[], colour: string, font: string): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = scale;
  ctx.setLineDash([4 * scale, 4 * scale]);
  ctx.font = font.replace(/^\d+px/, `${11 * scale}px`);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const level of levels) {
    const y = Math.round(plot.valToPos(level.value, 'y', true));
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.globalAlpha = 0.55;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.fillText(level.name, bbox.left + bbox.width + 6 * scale, y);
  }
  ctx.restore();
}
