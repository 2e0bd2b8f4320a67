// What the HTTP API answers about prices.
import type { Decimal } from './answers';

export interface Instruments {
  instruments: { symbol: string; markets: string[] }[];
}

export interface Candle {
  time: string;
  /** 1440 for a day, 60 for an hour. */
  minutes: number;
  open: Decimal;
  high: Decimal;
  low: Decimal;
  close: Decimal;
  volume: Decimal;
}

export interface PricePage {
  symbol: string;
  market: string;
  source: string;
  candles: Candle[];
  next?: string;
}

export interface PriceFill {
  time: string;
  engine: string;
  side: 'Buy' | 'Sell';
  quantity: Decimal;
  notional: Decimal;
  price: Decimal;
  clientId: string;
}

export interface PriceLevel {
  /** entry, stop or liquidation. */
  kind: string;
  engine?: string;
  price: Decimal;
}

export interface PriceMarks {
  symbol: string;
  market: string;
  fills: PriceFill[];
  next?: number;
  levels: PriceLevel[];
}
