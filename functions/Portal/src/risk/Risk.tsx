import { useState } from 'preact/hooks';
import type { Breaker, BreakerChange, BreakerHistory, BreakerLevel, BreakerRules, RiskRule, RiskVerdict, RiskVerdicts } from '../http/answers';
import { remove } from '../http/client';
import { Badge } from '../orchestrations/Badge';
import { Intent } from '../orders/Intent';
import { Dialog, type Question } from '../shell/Dialog';
import { Filters, SelectFilter, useFilter } from '../shell/Filters';
import { amount, percent, relative, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice, PageHead, Tile } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { href } from '../shell/route';
import { type Column, Table } from '../shell/Table';
import { Tabs, useView } from '../shell/Tabs';
import { stoppedBy } from './KillSwitch';
import { Ladder } from './Ladder';
import { Verdicts } from './Verdicts';

const tabs = [
  ['breaker', 'Breaker'],
  ['verdicts', 'Verdicts'],
  ['rules', 'Rules'],
] as const;

/** Where the breaker stands, what the rules are, and what they said. */
export function Risk() {
  const [tab, setTab] = useView(tabs.map(([name]) => name));
  return (
    <>
      <PageHead title="Risk">What keeps losses small: the breaker over all, and the rules that judge every order.</PageHead>
      <Tabs label="Views" tabs={tabs} chosen={tab} choose={setTab}>
        {tab === 'breaker' && <BreakerView />}
        {tab === 'verdicts' && <VerdictView />}
        {tab === 'rules' && <RuleView />}
      </Tabs>
    </>
  );
}

const release: Question = {
  title: 'Release the breaker',
  explanation: 'The level goes back to 0 and the peak begins anew at what the portfolio is worth now.',
  confirm: 'Release',
  typed: 'release',
  act: (reason) => remove('/api/breaker', { reason }),
};

const changes: Paged<BreakerHistory, BreakerChange> = {
  path: '/api/breaker/history',
  from: 'before',
  items: (page) => page.changes,
  next: (page) => page.next,
  key: (change) => change.number,
};

const changeColumns: Column<BreakerChange>[] = [
  { name: 'Time (UTC)', nowrap: true, cell: (change) => time(change.time) },
  { name: 'Level', nowrap: true, cell: (change) => `${change.from} → ${change.to}` },
  { name: 'Drawdown', number: true, cell: (change) => percent(change.drawdown, 2) },
  { name: 'Value', number: true, cell: (change) => amount(change.value) },
  { name: 'Peak', number: true, cell: (change) => amount(change.peak) },
  { name: 'Why', cell: (change) => change.reason },
];

const levelColumns: Column<BreakerLevel>[] = [
  { name: 'Level', cell: (level) => level.level },
  { name: 'From a drawdown of', number: true, cell: (level) => percent(level.drawdown) },
  { name: 'Size of entries', number: true, cell: (level) => (level.entries ? `× ${amount(level.sizeFactor)}` : 'none') },
  { name: 'Closes', cell: (level) => level.closes.join(', ') || 'nothing' },
  { name: 'Left by', cell: (level) => (level.halts ? 'a person' : 'itself, after the cool-down') },
];

function BreakerView() {
  const breaker = useLive<Breaker>('/api/breaker', 5000);
  const rules = useLive<BreakerRules>('/api/breaker/levels', 60_000);
  const pages = usePages(changes, { top: 50 }, 5000);
  const [asking, setAsking] = useState(false);
  const standing = breaker.data;
  const stopped = stoppedBy();
  return (
    <>
      <Notice problem={breaker.problem ?? rules.problem ?? pages.problem} />
      {standing && (
        <>
          <dl class="tiles">
            <Tile name="Level" below={standing.since ? `since ${time(standing.since)} UTC` : undefined}>
              {standing.level} of 4
            </Tile>
            <Tile name="Drawdown" below={`smoothed ${percent(standing.score, 2)}`}>
              {percent(standing.drawdown, 2)}
            </Tile>
            <Tile name="Value" below={standing.valuedAt ? `valued ${relative(standing.valuedAt)}` : 'not valued yet'}>
              {amount(standing.value)} <span class="unit">USDT</span>
            </Tile>
            <Tile name="Peak" below={standing.nextLevelAt ? `next level below ${amount(standing.nextLevelAt)}` : undefined}>
              {amount(standing.peak)} <span class="unit">USDT</span>
            </Tile>
            <Tile name="Entries" below={stopped ? `by ${stopped}` : standing.halted ? 'until a person releases it' : undefined}>
              {standing.entriesAllowed && !stopped ? 'allowed' : 'refused'}
            </Tile>
          </dl>
          {rules.data && <Ladder breaker={standing} levels={rules.data.levels} />}
          {standing.level > 0 && (
            <p class="buttons">
              <button type="button" onClick={() => setAsking(true)}>
                Release the breaker
              </button>
            </p>
          )}
        </>
      )}
      {rules.data && (
        <section class="card" aria-label="Levels">
          <h2>What each level does</h2>
          <Table label="Levels" columns={levelColumns} rows={rules.data.levels} rowKey={(level) => level.level} />
        </section>
      )}
      <section class="card" aria-label="Breaker history">
        <h2>Changes of level</h2>
        {pages.items.length > 0 ? (
          <Table label="Changes of level" columns={changeColumns} rows={pages.items} rowKey={(change) => change.number} />
        ) : (
          <Empty loading={pages.loading}>The breaker never left level 0.</Empty>
        )}
        <More pages={pages} />
      </section>
      {asking && (
        <Dialog
          question={release}
          close={(done) => {
            setAsking(false);
            if (done) breaker.refresh();
          }}
        />
      )}
    </>
  );
}

const verdicts: Paged<RiskVerdicts, RiskVerdict> = {
  path: '/api/risk/verdicts',
  from: 'before',
  items: (page) => page.verdicts,
  next: (page) => page.next,
  key: (verdict) => verdict.sequence,
};

const verdictColumns: Column<RiskVerdict>[] = [
  { name: 'Time (UTC)', nowrap: true, cell: (verdict) => time(verdict.time) },
  {
    name: 'Order',
    cell: (verdict) => (
      <>
        {verdict.order ? <Intent order={verdict.order} /> : verdict.clientId}
        <div class="label">
          <a href={href('orchestrations', verdict.instance)}>{verdict.instance}</a>
        </div>
      </>
    ),
  },
  { name: 'Verdict', cell: (verdict) => <Badge status={verdict.answer.allowed ? 'allowed' : 'refused'} /> },
  {
    name: 'Rules',
    cell: (verdict) => (
      <details>
        <summary>
          {verdict.answer.allowed ? `${verdict.verdicts.length} rules agreed` : `${verdict.answer.code ?? ''} ${verdict.answer.reason ?? ''}`}
        </summary>
        <Verdicts verdicts={verdict.verdicts} />
      </details>
    ),
  },
];

function VerdictView() {
  const { filter, set } = useFilter(['refused'] as const);
  const pages = usePages(verdicts, { ...filter, top: 50 }, 5000);
  return (
    <>
      <Filters>
        <SelectFilter
          label="Verdict"
          value={filter.refused}
          set={set('refused')}
          options={[
            ['', 'all'],
            ['true', 'refused'],
            ['false', 'allowed'],
          ]}
        />
      </Filters>
      <Notice problem={pages.problem} />
      {pages.items.length > 0 ? (
        <div class="framed">
          <Table label="Verdicts" columns={verdictColumns} rows={pages.items} rowKey={(verdict) => verdict.sequence} />
        </div>
      ) : (
        <Empty loading={pages.loading}>{filter.refused ? 'No verdict fits the filter.' : 'No order was judged yet.'}</Empty>
      )}
      <More pages={pages} searching={filter.refused !== ''} />
    </>
  );
}

const ruleColumns: Column<RiskRule>[] = [
  { name: 'Order', number: true, cell: (rule) => rule.priority },
  { name: 'Rule', cell: (rule) => rule.name },
  { name: 'Refuses with', cell: (rule) => rule.code ?? '–' },
  { name: 'Limits', cell: (rule) => rule.limits.map((limit) => `${limit.name} ${limit.value}`).join(', ') || 'none' },
];

function RuleView() {
  const rules = useLive<{ rules: RiskRule[] }>('/api/risk/rules', 60_000);
  return (
    <>
      <Notice problem={rules.problem} />
      {rules.data ? (
        <div class="framed">
          <Table label="Rules" columns={ruleColumns} rows={rules.data.rules} rowKey={(rule) => rule.name} />
        </div>
      ) : (
        <Empty loading={!rules.problem}>No answer.</Empty>
      )}
    </>
  );
}
