// How times, spans and amounts are written. Times are UTC, as in every log and record of the system.

/** Keeps a number in one piece. */
const thin = '\u202f';

export function time(text: string | undefined): string {
  if (!text) return '';
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString().replace('T', ' ').slice(0, 19);
}

export const milliseconds = (text: string): number => Date.parse(text);

export function span(ms: number): string {
  if (ms < 1) return '0 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor((ms % 60_000) / 1000)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** How long ago, or how long until; coarser than a span, since it is only looked at. */
export function relative(text: string | undefined, now = Date.now()): string {
  if (!text) return '';
  const difference = Date.parse(text) - now;
  const distance = Math.abs(difference);
  const words = distance < 60_000 ? `${Math.round(distance / 1000)} s` : span(distance).replace(/ \d+ s$/, '');
  return difference >= 0 ? `in ${words}` : `${words} ago`;
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, thin);

/** A decimal with thousands separated and at most so many places, cut towards zero: nothing is shown that is not there. */
export function amount(text: string | number | undefined | null, places = 2): string {
  if (text === undefined || text === null) return '–';
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
  if (!match) return String(text);
  const [, sign, whole = '0', fraction = ''] = match;
  const cut = fraction.slice(0, places).padEnd(Math.min(places, 2), '0');
  const minus = sign && /[1-9]/.test(whole + cut) ? '\u2212' : '';
  return `${minus}${grouped(whole)}${cut ? `.${cut}` : ''}`;
}

/** A price, rounded to what one looks at: two decimals of a large one, five digits of a small one. */
export function price(text: string | number | undefined | null): string {
  const value = Number(text);
  if (text === undefined || text === null || !Number.isFinite(value)) return amount(text);
  const size = Math.abs(value);
  const places = size >= 100 || size === 0 ? 2 : size >= 1 ? 4 : Math.min(12, 4 - Math.floor(Math.log10(size)));
  return amount(value.toFixed(places).replace(/(\.\d\d\d*?)0+$/, '$1'), places);
}

/** An amount with its sign, for what is won or lost. */
export const signed = (text: string | undefined, places = 2): string => {
  const shown = amount(text, places);
  return text !== undefined && Number(text) > 0 ? `+${shown}` : shown;
};

/** A quantity with every digit it has, without trailing zeros. */
export function quantity(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const rest = fraction.replace(/0+$/, '');
  return `${whole.startsWith('-') ? `\u2212${grouped(whole.slice(1))}` : grouped(whole)}${rest ? `.${rest}` : ''}`;
}

/** A share of one, as per cent. */
export const percent = (share: string | number | undefined | null, places = 1): string =>
  share === undefined || share === null || !Number.isFinite(Number(share)) ? '–' : `${(100 * Number(share)).toFixed(places).replace('-', '\u2212')} %`;

export const json = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** DcaOrchestrator as people call it: Dca. */
export const operation = (name: string): string => name.replace(/Orchestrator$/, '');

/** RiskWatchTimer as people read it: Risk watch. */
export const words = (name: string): string =>
  operation(name)
    .replace(/Timer$/, '')
    .replace(/^Dca$/, 'DCA')
    .replace(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
