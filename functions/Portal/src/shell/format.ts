// How times, spans and amounts are written. Times are UTC, as in every log and record of the system.

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
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** How long ago, or how long until. */
export function relative(text: string | undefined, now = Date.now()): string {
  if (!text) return '';
  const difference = Date.parse(text) - now;
  return difference >= 0 ? `in ${span(difference)}` : `${span(-difference)} ago`;
}

/** A decimal with thousands separated and at most so many places, cut towards zero: nothing is shown that is not there. */
export function amount(text: string | undefined, places = 2): string {
  if (text === undefined || text === null) return '–';
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
  if (!match) return String(text);
  const [, sign, whole = '0', fraction = ''] = match;
  const cut = fraction.slice(0, places);
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ' ')}${cut ? `.${cut.padEnd(Math.min(places, 2), '0')}` : places ? '.00' : ''}`;
}

/** A quantity with every digit it has, without trailing zeros. */
export const quantity = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text);

export const json = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** DcaOrchestrator as people call it: Dca. */
export const operation = (name: string): string => name.replace(/Orchestrator$/, '');
