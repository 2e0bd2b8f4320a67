// What the HTTP API answers. Amounts are strings of decimals: they are shown, and only turned into numbers to draw them.

export type Decimal = string;

export interface Health {
  status: string;
  mode: 'paper' | 'testnet' | 'live';
  marketData: string;
}

export interface OrchestrationLine {
  id: string;
  operation: string;
  status: Status;
  created: string;
  updated: string;
  tags?: Record<string, string>;
}

export type Status = 'Pending' | 'Running' | 'Suspended' | 'Completed' | 'Failed' | 'Terminated' | 'ContinuedAsNew' | 'Canceled';

export interface OrchestrationList {
  instances: OrchestrationLine[];
  next?: string;
  scanned: number;
}

export interface Failure {
  type: string;
  message: string;
  cause?: Failure;
}

export interface Orchestration {
  line: OrchestrationLine;
  input?: unknown;
  output?: unknown;
  customStatus?: unknown;
  failure?: Failure;
  /** Missing once it has ended. */
  waits?: EventWaits;
}

/** The external events that are waited for; complete where the host knows of every one. */
export interface EventWaits {
  events: EventWait[];
  complete: boolean;
}

export interface EventWait {
  event: string;
  until?: string;
  nextTimer?: string;
  data?: unknown;
}

/** An entry of the Durable HTTP management API's history. */
export interface HistoryEntry {
  EventType: string;
  Timestamp: string;
  FunctionName?: string;
  Name?: string;
  InstanceId?: string;
  ScheduledTime?: string;
  FireAt?: string;
  Input?: unknown;
  Result?: unknown;
  Reason?: string;
  FailureDetails?: { ErrorType: string; ErrorMessage: string; StackTrace?: string; InnerFailure?: HistoryEntry['FailureDetails'] };
  OrchestrationStatus?: string;
}

export interface Portfolio {
  portfolio: string;
  mode: string;
  marketData: string;
  at: string;
  currency: string;
  equity: Decimal;
  unrealised: Decimal;
  openPositions: number;
  engines: { engine: string; value: Decimal; holdings: Holding[] }[];
}

export interface Holding {
  asset: string;
  quantity: Decimal;
  price: Decimal;
  value: Decimal;
}

export interface Order {
  order: {
    portfolio: string;
    engine: string;
    operation: string;
    instance: string;
    step: string;
    symbol: string;
    side: string;
    size: Decimal;
    sizeAsset: string;
  };
  clientId: string;
  stage: string;
  quantity: Decimal;
  price: Decimal;
  createdAt: string;
  submits: number;
  code?: string;
  reason?: string;
  risk?: { answer: { allowed: boolean; code?: string; reason?: string }; verdicts: Verdict[] };
  fills?: { quantity: Decimal; netQuantity: Decimal; notional: Decimal; netNotional: Decimal; fees: { asset: string; amount: Decimal }[] };
}

export interface Verdict {
  rule: string;
  allowed: boolean;
  code?: string;
  reason: string;
  measures: Record<string, string>;
}

export interface Orders {
  orders: Order[];
  total: number;
  next?: number;
}

export interface LedgerEntry {
  sequence: number;
  source: string;
  time: string;
  description: string;
  postings: { account: string; asset: string; amount: Decimal }[];
}

export interface LedgerPage {
  entries: LedgerEntry[];
  next?: number;
}

export interface LedgerCheck {
  entries: number;
  problems: string[];
  overdrawn: string[];
}

export interface AuditRecord {
  sequence: number;
  key: string;
  time: string;
  subject: string;
  kind: string;
  data: string;
  previousHash: string;
  hash: string;
}

export interface AuditPage {
  records: AuditRecord[];
  next?: number;
  scanned: number;
}

export interface AuditVerdict {
  valid: boolean;
  records: number;
  head: string;
  brokenSequence?: number;
  reason?: string;
}

export interface EmergencyStop {
  active: boolean;
  reason: string;
  since?: string;
  switches: number;
}

export interface HostFunction {
  name: string;
  trigger: string;
  schedule?: string;
}

export interface DcaPlan {
  name: string;
  portfolio: string;
  capital: Decimal;
  targets: { symbol: string; share: Decimal }[];
  start: string;
  amountPerInterval: Decimal;
  deploymentDays: number;
  intervalHours: number;
  pause?: { at: string; reason: string };
}

export interface DcaPlanAnswer {
  plan: DcaPlan;
  progress: { symbol: string; notional: Decimal; netNotional: Decimal; netQuantity: Decimal; carried: Decimal }[];
  due: Record<string, Decimal>;
}

export interface Timer {
  function: string;
  schedule: string;
  timeZone: string;
  last?: string;
  next?: string;
  running: boolean;
  missed: number;
  lastError?: string;
}

export interface KillSwitch {
  state: { active: boolean; flatten: boolean; reason: string; since?: string; switches: number };
  run?: string;
}

export interface Breaker {
  level: number;
  since?: string;
  value: Decimal;
  peak: Decimal;
  drawdown: Decimal;
  score: Decimal;
  nextLevelAt?: Decimal;
  calmSince?: string;
  valuedAt?: string;
  dayStart?: Decimal;
  day?: string;
  entriesAllowed: boolean;
  halted: boolean;
}

export interface BreakerChange {
  number: number;
  time: string;
  from: number;
  to: number;
  value: Decimal;
  peak: Decimal;
  drawdown: Decimal;
  reason: string;
}

export interface PackLine {
  id: string;
  subject: string;
  generated: string;
  events: number;
  riskScore: number;
  logIndex: number;
}

export interface PackPage {
  packs: PackLine[];
  next?: string;
}

export interface BreakerHistory {
  changes: BreakerChange[];
  next?: number;
}

export interface BreakerLevel {
  level: number;
  drawdown: Decimal;
  sizeFactor: Decimal;
  stopFactor: Decimal;
  entries: boolean;
  closes: string[];
  halts: boolean;
}

export interface BreakerRules {
  levels: BreakerLevel[];
  smoothing: string;
  hysteresis: Decimal;
  cooldown: string;
}

export interface RiskRule {
  name: string;
  priority: number;
  code?: string;
  limits: { name: string; value: string }[];
}

export interface RiskVerdict {
  sequence: number;
  time: string;
  instance: string;
  clientId: string;
  order?: Order['order'];
  answer: { allowed: boolean; code?: string; reason?: string };
  verdicts: Verdict[];
}

export interface RiskVerdicts {
  verdicts: RiskVerdict[];
  next?: number;
}

export interface Statistics {
  currency: string;
  from?: string;
  to?: string;
  return: Decimal;
  profit: Decimal;
  flow: Decimal;
  maxDrawdownPercent: Decimal;
  sharpe?: number;
  sortino?: number;
  calmar?: number;
  levels: BreakerLevel[];
  days: { day: string; equity: Decimal; peak: Decimal; drawdownPercent: Decimal; return: Decimal; profit: Decimal; flow: Decimal; over: boolean }[];
  next?: string;
}

export interface Engines {
  at: string;
  currency: string;
  engines: {
    engine: string;
    capital: Decimal;
    cash: Decimal;
    value: Decimal;
    realised: Decimal;
    unrealised: Decimal;
    fees: Decimal;
    funding: Decimal;
    assets: EngineAsset[];
  }[];
}

export interface EngineAsset {
  asset: string;
  quantity: Decimal;
  price?: Decimal;
  value: Decimal;
  fifo: { unitCost?: Decimal; cost: Decimal; realised: Decimal; unrealised: Decimal };
}

export interface Positions {
  at: string;
  currency: string;
  spot: { engine: string; asset: string; quantity: Decimal; price: Decimal; value: Decimal; since?: string }[];
  contracts: {
    engine?: string;
    symbol: string;
    side: string;
    size: Decimal;
    booked: Decimal;
    entry: Decimal;
    mark: Decimal;
    value: Decimal;
    unrealised: Decimal;
    liquidation?: Decimal;
    leverage: Decimal;
    since?: string;
  }[];
  hedges: { symbol: string; spot: Decimal; short: Decimal; driftPercent: Decimal; maxDriftPercent: Decimal; since?: string }[];
  stops: { engine: string; symbol: string; level: Decimal; distancePercent?: Decimal; status: string; verifiedAt?: string }[];
}

export interface Settings {
  settings: SettingLine[];
  unknown: { key: string; origin: string; suggestion?: string; code: string }[];
}

export interface SettingLine {
  group: string;
  key: string;
  variable: string;
  type: string;
  range: string;
  default: string;
  what: string;
  secret: boolean;
  isSet: boolean;
  value?: string;
  origin: string;
}


export interface Alert {
  id: string;
  about: string;
  severity: 'P0' | 'P1' | 'P2' | 'P3';
  code: string;
  subject: string;
  message: string;
  expected?: string;
  actual?: string;
  raisedAt: string;
  state: 'open' | 'acknowledged' | 'resolved' | 'noted';
  lastAt: string;
  occurrences: number;
  acknowledgedAt?: string;
  resolvedAt?: string;
  reason?: string;
}

export interface AlertPage {
  alerts: Alert[];
  next?: string;
}

export interface AlertShown {
  alert: Alert;
  deliveries: { notice: string; channel: string; status: string; attempts: number; at: string; reason?: string }[];
}
