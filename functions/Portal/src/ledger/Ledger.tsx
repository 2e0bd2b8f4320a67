import type { LedgerCheck, LedgerEntry, LedgerPage } from '../http/answers';
import { useAsk } from '../shell/ask';
import { Export } from '../shell/Exports';
import { quantity, time } from '../shell/format';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { type Column, Table } from '../shell/Table';

const journal: Paged<LedgerPage, LedgerEntry> = {
  path: '/api/ledger/entries',
  from: 'before',
  items: (page) => page.entries,
  next: (page) => page.next,
  key: (entry) => entry.sequence,
};

const columns: Column<LedgerEntry>[] = [
  { name: 'No.', number: true, cell: (entry) => entry.sequence },
  { name: 'Time (UTC)', nowrap: true, cell: (entry) => time(entry.time) },
  {
    name: 'What',
    cell: (entry) => (
      <>
        {entry.description}
        <div class="label">{entry.source}</div>
      </>
    ),
  },
  {
    name: 'Postings',
    cell: (entry) => (
      <ul class="plain">
        {entry.postings.map((posting, index) => (
          <li key={index} class="posting">
            <span>{posting.account}</span>
            <span class={posting.amount.startsWith('-') ? 'number minus' : 'number'}>
              {quantity(posting.amount)} {posting.asset}
            </span>
          </li>
        ))}
      </ul>
    ),
  },
];

/** The journal: what moved between which accounts, and why. */
export function Ledger() {
  const pages = usePages(journal, { top: 50 }, 5000);
  const asked = useAsk<LedgerCheck>('/api/ledger/check');
  const check = asked.answer;
  return (
    <>
      <PageHead title="Ledger">What moved between which accounts, and why. Nothing is ever changed in it.</PageHead>
      <p class="buttons">
        <button type="button" onClick={asked.ask} disabled={asked.busy}>
          {asked.busy ? 'Checking…' : 'Check the whole journal'}
        </button>
        <Export book="ledger" format="csv" />
        <Export book="trades" format="csv" verb="Export trades" />
      </p>
      {check && (
        <p class={`notice ${check.problems.length ? 'bad' : 'good'}`} role="status">
          {check.problems.length
            ? check.problems.join(' ')
            : `${check.entries} entries: every one is there and balanced, and the balances are those of the journal.`}
        </p>
      )}
      <Notice problem={asked.problem ?? pages.problem} />
      {pages.items.length > 0 ? (
        <Table label="Journal" columns={columns} rows={pages.items} rowKey={(entry) => entry.sequence} />
      ) : (
        <Empty loading={pages.loading}>No entries yet.</Empty>
      )}
      <More pages={pages} />
    </>
  );
}
