// Reports of simulations, as the command line writes them: a JSON file, and the value of each day as CSV. Read here, sent nowhere.

export interface Report {
  from: string;
  to: string;
  seed: number;
  faults: number;
  marketData: string;
  operations: Record<string, { started: number; completed: number; failed: number }>;
  orders: { submitted: number; filled: number; rejected: number; duplicates: number };
  equity: { start: number; end: number; maxDrawdownPct: number; sharpe: number | null; sortino: number | null; calmar: number | null };
  engines: Record<string, { pnl: number; trades: number; winRate: number | null; profitFactor: number | null }>;
  ledger: { entries: number; balanced: boolean };
  audit: { records: number; chainValid: boolean };
  orderListHash: string;
  wallSeconds: number;
  orchestrationsPerSecond: number;
}

/** The end of each day. */
export interface DayCurve {
  days: string[];
  equity: number[];
  drawdown: number[];
}

export interface Opened {
  name: string;
  report: Report;
  curve: DayCurve | undefined;
}

/** A file that is neither. */
export class NoReport extends Error {}

const parts = ['operations', 'orders', 'equity', 'engines', 'ledger', 'audit'] as const;

export function readReport(name: string, text: string): Report {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new NoReport(`${name} is not JSON.`);
  }
  const report = found as Partial<Report> | null;
  const whole =
    typeof report === 'object' &&
    report !== null &&
    typeof report.from === 'string' &&
    typeof report.to === 'string' &&
    parts.every((part) => typeof report[part] === 'object' && report[part] !== null);
  if (!whole) throw new NoReport(`${name} is not a simulation's report.`);
  return report as Report;
}

export function readCurve(name: string, text: string): DayCurve {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const columns = head.split(',');
  const [day, equity, drawdown] = ['day', 'equity', 'drawdown_pct'].map((column) => columns.indexOf(column)) as [number, number, number];
  if (day < 0 || equity < 0) throw new NoReport(`${name} is not a simulation's equity: the columns day and equity are missing.`);
  const rows = lines.map((line) => line.split(','));
  if (rows.some((row) => !/^\d{4}-\d\d-\d\d$/.test(row[day] ?? '') || !Number.isFinite(Number(row[equity] ?? ''))))
    throw new NoReport(`${name} has a line that is no day's equity.`);
  const values = rows.map((row) => Number(row[equity]));
  let peak = -Infinity;
  return {
    days: rows.map((row) => row[day]!),
    equity: values,
    // Older files have no drawdown: that of the equity stands in.
    drawdown: rows.map((row, at) => {
      peak = Math.max(peak, values[at]!);
      return drawdown >= 0 ? Number(row[drawdown]) : 100 * (1 - values[at]! / peak);
    }),
  };
}

/** Opens files together: an equity file belongs to the report whose days it has. */
export async function open(files: File[], before: Opened[]): Promise<Opened[]> {
  const opened = [...before];
  for (const file of files.filter((one) => one.name.endsWith('.json'))) {
    const report = readReport(file.name, await file.text());
    opened.push({ name: nameOf(file), report, curve: undefined });
  }
  for (const file of files.filter((one) => one.name.endsWith('.csv'))) {
    const curve = readCurve(file.name, await file.text());
    const fits = opened.filter((one) => !one.curve && curve.days.at(-1) === one.report.to);
    const stem = nameOf(file).replace(/\.csv$/, '');
    const owner = fits.find((one) => stem.startsWith(one.name.replace(/\.json$/, ''))) ?? fits[0];
    if (!owner) throw new NoReport(`${file.name} ends on ${curve.days.at(-1)}, which no open report does. Open its report first.`);
    opened[opened.indexOf(owner)] = { ...owner, curve };
  }
  return opened;
}

// From a folder, the path below it tells reports of one name apart.
const nameOf = (file: File): string => file.webkitRelativePath || file.name;
