// The whole log as a file, from its first record: a chain can only be walked from its beginning.
import type { AuditPage, AuditRecord } from '../http/answers';
import { get, query } from '../http/client';
import { save } from '../http/save';

const columns = ['sequence', 'key', 'time', 'subject', 'kind', 'data', 'previousHash', 'hash'] as const;
const largestPage = 500;

/** Saves every record; answers how many. */
export async function exportAs(format: 'jsonl' | 'csv'): Promise<number> {
  const records = await all();
  const lines =
    format === 'csv' ? [columns.join(','), ...records.map((record) => columns.map((name) => quoted(record[name])).join(','))] : records.map(ordered);
  save(`audit.${format}`, format === 'csv' ? 'text/csv' : 'application/jsonl', `${lines.join('\n')}\n`);
  return records.length;
}

async function all(): Promise<AuditRecord[]> {
  const records: AuditRecord[] = [];
  for (let before: number | undefined; ; ) {
    const page = await get<AuditPage>(`/api/audit${query({ top: largestPage, before })}`);
    records.push(...page.records);
    if (page.next === undefined) return records.reverse();
    before = page.next;
  }
}

const ordered = (record: AuditRecord): string => JSON.stringify(Object.fromEntries(columns.map((name) => [name, record[name]])));

const quoted = (value: string | number): string => (/[",\r\n]/.test(String(value)) ? `"${String(value).replace(/"/g, '""')}"` : String(value));
