import type { LedgerCheck, LedgerEntry, LedgerPage } from '../http/answers';
import { useAsk } from '../shell/ask';
import { quantity, time } from '../shell/format';
import { Empty, Notice } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';

const journal: Paged<LedgerPage, LedgerEntry> = {
  path: '/api/ledger/entries',
  from: 'before',
  items: (page) => page.entries,
  next: (page) => page.next,
  key: (entry) => entry.sequence,
};

/** The journal: what moved between which accounts, and why. */
export function Ledger() {
  const pages = usePages(journal, { top: 50 }, 5000);
  const asked = useAsk<LedgerCheck>('/api/ledger/check');
  const check = asked.answer;
  return (
    <>
      <h1>Ledger</h1>
      <p class="buttons">
        <button type="button" onClick={asked.ask}>
          Check the whole journal
        </button>
      </p>
      {check && (
        <p class={`notice ${check.problems.length ? 'bad' : 'good'}`} role="status">
          {check.problems.length
            ? check.problems.join(' ')
            : `${check.entries} entries: every one is there and balanced, and the balances are those of the journal.`}
        </p>
      )}
      <Notice problem={asked.problem ?? pages.problem} />
      {pages.items.length === 0 ? (
        <Empty loading={pages.loading}>No entries yet.</Empty>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table">
          <table>
            <thead>
              <tr>
                <th scope="col" class="number">
                  No.
                </th>
                <th scope="col">Time (UTC)</th>
                <th scope="col">What</th>
                <th scope="col">Postings</th>
              </tr>
            </thead>
            <tbody>
              {pages.items.map((entry) => (
                <tr key={entry.sequence}>
                  <td class="number">{entry.sequence}</td>
                  <td class="nowrap">{time(entry.time)}</td>
                  <td>
                    {entry.description}
                    <br />
                    <span class="label">{entry.source}</span>
                  </td>
                  <td>
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
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More pages={pages} />
    </>
  );
}
