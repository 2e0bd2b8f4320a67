// Prices as candles, with what this system did on them. The picture is for eyes: every number of it is also in the tables below it.
import { useEffect, useRef, useState } from 'preact/hooks';
import {
  CandlestickSeries,
  ColorType,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  LineStyle,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { Candle, PriceFill, PriceLevel } from '../http/prices';
import { colours } from '../charts/colours';
import { amount, quantity, time } from '../shell/format';
import { theme } from '../shell/theme';

interface Props {
  /** What is drawn, in words. */
  label: string;
  candles: Candle[];
  fills: PriceFill[];
  levels: PriceLevel[];
}

const height = 380;

/** Told apart by their strokes as well as by their colours. */
const strokes: Record<string, { style: LineStyle; name: string; colour: string }> = {
  entry: { style: LineStyle.Solid, name: 'average entry', colour: '--accent' },
  stop: { style: LineStyle.Dashed, name: 'stop', colour: '--warn' },
  liquidation: { style: LineStyle.Dotted, name: 'liquidation', colour: '--bad' },
};

/** How a level is drawn and called; one of a kind that a newer host knows is called as it came. */
export const strokeOf = (level: PriceLevel) =>
  Object.hasOwn(strokes, level.kind) ? strokes[level.kind]! : { style: LineStyle.LargeDashed, name: level.kind, colour: '--soft' };

export function PriceChart({ label, candles, fills, levels }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number>();

  useEffect(() => {
    const element = place.current!;
    const [text, line, good, bad, ...paints] = colours(
      element, '--soft', '--line', '--good', '--bad', ...levels.map((level) => strokeOf(level).colour),
    );
    // A line's name stands beside the candles where there is room; elsewhere its stroke and the table tell it.
    const roomy = element.clientWidth > 600;
    const chart = createChart(element, {
      height,
      autoSize: true,
      localization: { priceFormatter: (price: number) => amount(price.toFixed(places(price)), places(price)) },
      layout: {
        background: { type: ColorType.Solid, color: 'transparent' },
        textColor: text!,
        fontFamily: getComputedStyle(document.body).fontFamily,
        // Its own mark brings a style sheet that the page's content policy refuses; the page names it in words.
        attributionLogo: false,
      },
      grid: { vertLines: { visible: false }, horzLines: { color: line! } },
      rightPriceScale: { borderVisible: false },
      timeScale: {
        borderColor: line!,
        timeVisible: (candles[0]?.minutes ?? 1440) < 1440,
        rightOffset: roomy && levels.length > 0 ? 0.16 * candles.length : 2,
      },
      crosshair: { horzLine: { labelVisible: true } },
      handleScroll: { vertTouchDrag: false, mouseWheel: false },
      handleScale: { mouseWheel: false },
    });
    const series = chart.addSeries(CandlestickSeries, {
      // What rose is hollow, what fell is filled: to be told apart without colours.
      upColor: 'transparent',
      borderUpColor: good!,
      wickUpColor: good!,
      downColor: bad!,
      borderDownColor: bad!,
      wickDownColor: bad!,
      priceLineVisible: false,
      lastValueVisible: false,
      autoscaleInfoProvider: (original: () => { priceRange: { minValue: number; maxValue: number } | null } | null) =>
        wide(original(), levels),
    });
    series.setData([
      ...candles.map((candle) => ({
        time: seconds(candle.time),
        open: Number(candle.open),
        high: Number(candle.high),
        low: Number(candle.low),
        close: Number(candle.close),
      })),
      // The running span has not closed: a dash at the last close holds the place of what was filled in it.
      ...running(candles).map(({ time, price }) => ({ time, open: price, high: price, low: price, close: price })),
    ]);
    for (const [index, level] of levels.entries()) {
      const { style, name } = strokeOf(level);
      series.createPriceLine({
        price: Number(level.price),
        color: paints[index]!,
        lineStyle: style,
        lineWidth: 1,
        axisLabelVisible: true,
        title: roomy ? `${name}${level.engine ? ` ${level.engine}` : ''}` : '',
      });
    }
    createSeriesMarkers(series, marks(candles, fills, good!, bad!));
    chart.subscribeCrosshairMove(({ logical }) => setAt(logical === undefined ? undefined : Number(logical)));
    chart.timeScale().fitContent();
    return () => (chart as IChartApi).remove();
  }, [candles, fills, levels, theme.value]);

  const shown = candles[at ?? candles.length - 1] ?? candles[candles.length - 1];
  return (
    <figure class="chart" aria-label={label}>
      <figcaption>
        {shown && (
          <>
            <span>{time(shown.time).slice(0, shown.minutes < 1440 ? 16 : 10)}</span>
            {(['open', 'high', 'low', 'close'] as const).map((name) => (
              <span key={name}>
                {name} <strong>{quantity(shown[name])}</strong>
              </span>
            ))}
          </>
        )}
      </figcaption>
      <div ref={place} class="prices" aria-hidden="true" />
    </figure>
  );
}

const places = (price: number): number => (price < 1 ? 6 : 2);

const seconds = (text: string): UTCTimestamp => (Date.parse(text) / 1000) as UTCTimestamp;

function running(candles: Candle[]): { time: UTCTimestamp; price: number }[] {
  const last = candles[candles.length - 1];
  return last ? [{ time: (seconds(last.time) + last.minutes * 60) as UTCTimestamp, price: Number(last.close) }] : [];
}

/** Fills at the span they fell into, those of one side in one mark. */
function marks(candles: Candle[], fills: PriceFill[], good: string, bad: string): SeriesMarker<Time>[] {
  const spans = [...candles.map((candle) => seconds(candle.time)), ...running(candles).map((one) => one.time)];
  const found = new Map<string, { time: UTCTimestamp; buy: boolean; count: number; price: number }>();
  for (const fill of fills) {
    const moment = seconds(fill.time);
    const at = spans.findLast((begin) => begin <= moment);
    if (at === undefined) continue;
    const key = `${at} ${fill.side}`;
    const one = found.get(key) ?? { time: at, buy: fill.side === 'Buy', count: 0, price: Number(fill.price) };
    found.set(key, { ...one, count: one.count + 1 });
  }
  return [...found.values()]
    .sort((one, other) => one.time - other.time)
    .map((one) => ({
      time: one.time,
      position: one.buy ? 'atPriceBottom' : 'atPriceTop',
      price: one.price,
      shape: one.buy ? 'arrowUp' : 'arrowDown',
      color: one.buy ? good : bad,
      text: `${one.buy ? 'buy' : 'sell'}${one.count > 1 ? ` ${one.count}` : ''}`,
    }));
}

/** A level is worth the room that it takes, unless it would press the candles flat. */
function wide(
  info: { priceRange: { minValue: number; maxValue: number } | null } | null,
  levels: PriceLevel[],
): { priceRange: { minValue: number; maxValue: number } | null } | null {
  if (!info?.priceRange) return info;
  const { minValue, maxValue } = info.priceRange;
  const room = Math.max(maxValue - minValue, 0.02 * maxValue);
  const near = levels.map((level) => Number(level.price)).filter((price) => price > minValue - room && price < maxValue + room);
  return { ...info, priceRange: { minValue: Math.min(minValue, ...near), maxValue: Math.max(maxValue, ...near) } };
}
