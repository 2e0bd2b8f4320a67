import { useState } from 'preact/hooks';
import type { AuditPage, AuditVerdict } from '../http/answers';
import { get, query } from '../http/client';
import { json, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice } from '../shell/Notice';
import { place, setQuery } from '../shell/route';

/** Every decision with its inputs; each record carries the hash of the one before. */
export function Audit() {
  const fields = ['kind', 'subject', 'text'] as const;
  const filter = Object.fromEntries(fields.map((name) => [name, place.value.query.get(name) ?? ''])) as Record<string, string>;
  const key = query(filter);
  const first = useLive<AuditPage>(`/api/audit${query({ ...filter, top: 50 })}`, 5000);
  const [older, setOlder] = useState<{ key: string; page: AuditPage }>();
  const [verdict, setVerdict] = useState<AuditVerdict>();
  const rest = older?.key === key ? older.page : undefined;
  const newest = first.data?.records ?? [];
  const last = newest[newest.length - 1]?.sequence ?? Number.MAX_SAFE_INTEGER;
  const records = [...newest, ...(rest?.records.filter((record) => record.sequence < last) ?? [])];
  const next = rest ? rest.next : first.data?.next;
  const showMore = async () => {
    const page = await get<AuditPage>(`/api/audit${query({ ...filter, top: 100, before: next })}`);
    setOlder({ key, page: { ...page, records: [...(rest?.records ?? []), ...page.records] } });
  };
  const set = (name: string) => (event: Event) => setQuery({ ...filter, [name]: (event.target as HTMLInputElement).value });
  return (
    <>
      <h1>Audit</h1>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          Kind
          <input value={filter.kind} onChange={set('kind')} placeholder="order-risk" />
        </label>
        <label>
          Subject begins with
          <input value={filter.subject} onChange={set('subject')} />
        </label>
        <label>
          Text
          <input value={filter.text} onChange={set('text')} />
        </label>
        <button type="button" onClick={async () => setVerdict(await get<AuditVerdict>('/api/audit/check'))}>
          Check the chain
        </button>
      </form>
      {verdict && (
        <p class={`notice ${verdict.valid ? 'good' : 'bad'}`} role="status">
          {verdict.valid
            ? `The chain of ${verdict.records} records holds. Its head is ${verdict.head}.`
            : `Record ${verdict.brokenSequence} does not fit: ${verdict.reason}`}
        </p>
      )}
      <Notice problem={first.problem} />
      {records.length === 0 ? (
        <Empty loading={!first.data && !first.problem}>No records fit.</Empty>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table">
          <table>
            <thead>
              <tr>
                <th scope="col" class="number">
                  No.
                </th>
                <th scope="col">Time (UTC)</th>
                <th scope="col">Kind</th>
                <th scope="col">Subject</th>
                <th scope="col">Record</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <tr key={record.sequence}>
                  <td class="number">{record.sequence}</td>
                  <td class="nowrap">{time(record.time)}</td>
                  <td>{record.kind}</td>
                  <td>{record.subject}</td>
                  <td>
                    <details>
                      <summary>{record.key}</summary>
                      <pre>{pretty(record.data)}</pre>
                      <p class="label hash">hash {record.hash}</p>
                    </details>
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

function pretty(data: string): string {
  try {
    return json(JSON.parse(data));
  } catch {
    return data;
  }
}
