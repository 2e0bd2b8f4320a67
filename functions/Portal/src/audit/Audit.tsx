import type { AuditPage, AuditRecord, AuditVerdict } from '../http/answers';
import { useAsk } from '../shell/ask';
import { json, time } from '../shell/format';
import { Empty, Notice } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { place, setQuery } from '../shell/route';

const log: Paged<AuditPage, AuditRecord> = {
  path: '/api/audit',
  from: 'before',
  items: (page) => page.records,
  next: (page) => page.next,
  key: (record) => record.sequence,
};

/** Every decision with its inputs; each record carries the hash of the one before. */
export function Audit() {
  const fields = ['kind', 'subject', 'text'] as const;
  const filter = Object.fromEntries(fields.map((name) => [name, place.value.query.get(name) ?? ''])) as Record<string, string>;
  const pages = usePages(log, { ...filter, top: 50 }, 5000);
  const check = useAsk<AuditVerdict>('/api/audit/check');
  const verdict = check.answer;
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
        <button type="button" onClick={check.ask}>
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
      <Notice problem={check.problem ?? pages.problem} />
      {pages.items.length === 0 ? (
        <Empty loading={pages.loading}>No records fit.</Empty>
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
              {pages.items.map((record) => (
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
      <More pages={pages} />
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
