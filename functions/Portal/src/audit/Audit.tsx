import type { AuditPage, AuditRecord, AuditVerdict } from '../http/answers';
import { useAsk } from '../shell/ask';
import { Export } from '../shell/Exports';
import { Filters, TextFilter, useFilter } from '../shell/Filters';
import { json, time } from '../shell/format';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { More, type Paged, usePages } from '../shell/pages';
import { href } from '../shell/route';
import { type Column, Table } from '../shell/Table';

const log: Paged<AuditPage, AuditRecord> = {
  path: '/api/audit',
  from: 'before',
  items: (page) => page.records,
  next: (page) => page.next,
  key: (record) => record.sequence,
};

const columns: Column<AuditRecord>[] = [
  { name: 'No.', number: true, cell: (record) => record.sequence },
  { name: 'Time (UTC)', nowrap: true, cell: (record) => time(record.time) },
  { name: 'Kind', cell: (record) => record.kind },
  { name: 'Subject', cell: (record) => record.subject },
  {
    name: 'Record',
    cell: (record) => (
      <details>
        <summary>{record.key}</summary>
        <pre>{pretty(record.data)}</pre>
        <p class="hash">hash {record.hash}</p>
      </details>
    ),
  },
];

/** Every decision with its inputs; each record carries the hash of the one before. */
export function Audit() {
  const { filter, set } = useFilter(['kind', 'subject', 'text'] as const);
  const pages = usePages(log, { ...filter, top: 50 }, 5000);
  const check = useAsk<AuditVerdict>('/api/audit/check');
  const verdict = check.answer;
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <>
      <PageHead title="Audit">Every decision with its inputs. Each record carries the hash of the one before.</PageHead>
      <Filters>
        <TextFilter label="Kind" value={filter.kind} set={set('kind')} placeholder="order-risk" />
        <TextFilter label="Subject begins with" value={filter.subject} set={set('subject')} placeholder="dca-core-" />
        <TextFilter label="Text" value={filter.text} set={set('text')} />
      </Filters>
      <p class="buttons">
        <button type="button" onClick={check.ask} disabled={check.busy}>
          {check.busy ? 'Checking…' : 'Check the chain'}
        </button>
        <Export book="audit" format="jsonl" />
        <Export book="audit" format="csv" />
        <span class="label">
          <code>orchestrations verify</code> walks the chain of the file without this host.
        </span>
      </p>
      {verdict && (
        <p class={`notice ${verdict.valid ? 'good' : 'bad'}`} role="status">
          {verdict.valid
            ? `The chain of ${verdict.records} records holds. Its head is ${verdict.head}.`
            : `Record ${verdict.brokenSequence} does not fit: ${verdict.reason}`}
        </p>
      )}
      <Notice problem={check.problem ?? pages.problem} />
      {pages.items.length > 0 ? (
        <Table label="Audit log" columns={columns} rows={pages.items} rowKey={(record) => record.sequence} />
      ) : (
        <Empty loading={pages.loading}>
          {filtered ? (
            <>
              No records fit. <a href={href('audit')}>Show all</a>
            </>
          ) : (
            'No records yet.'
          )}
        </Empty>
      )}
      <More pages={pages} searching={filtered} />
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
