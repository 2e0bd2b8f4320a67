import { useState } from 'preact/hooks';
import type { LedgerCheck, LedgerPage } from '../http/answers';
import { get, query } from '../http/client';
import { quantity, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';

/** The journal: what moved between which accounts, and why. */
export function Ledger() {
  const first = useLive<LedgerPage>('/api/ledger/entries?top=50', 5000);
  const [older, setOlder] = useState<LedgerPage>();
  const [check, setCheck] = useState<LedgerCheck>();
  const newest = first.data?.entries ?? [];
  const last = newest[newest.length - 1]?.sequence ?? 0;
  const entries = [...newest, ...(older?.entries.filter((entry) => entry.sequence < last) ?? [])];
  const next = older ? older.next : first.data?.next;
  const showMore = async () => {
    const page = await get<LedgerPage>(`/api/ledger/entries${query({ top: 100, before: next })}`);
    setOlder({ ...page, entries: [...(older?.entries ?? []), ...page.entries] });
  };
  return (
    <>
      <h1>Ledger</h1>
      <p class="buttons">
        <button type="button" onClick={async () => setCheck(await get<LedgerCheck>('/api/ledger/check'))}>
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
      <Notice problem={first.problem} />
      {entries.length === 0 ? (
        <Empty loading={!first.data && !first.problem}>No entries yet.</Empty>
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
              {entries.map((entry) => (
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
      {next && (
        <p class="pager">
          <button type="button" onClick={showMore}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}
