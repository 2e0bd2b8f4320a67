import { useState } from 'preact/hooks';
import type { HistoryEntry } from '../http/answers';
import { json, time } from '../shell/format';
import { href } from '../shell/route';
import { type Column, Table } from '../shell/Table';
import { Window } from '../shell/Window';

const rowsShown = 100;

const columns: Column<HistoryEntry>[] = [
  { name: 'Time (UTC)', nowrap: true, cell: (entry) => time(entry.Timestamp) },
  { name: 'Event', cell: (entry) => entry.EventType },
  { name: 'Name', cell: (entry) => <Name entry={entry} /> },
  { name: 'Data', cell: (entry) => <Data entry={entry} /> },
];

/** Every event of a history, with what went in and came out behind a fold. */
export function HistoryTable({ history }: { history: HistoryEntry[] }) {
  const [from, setFrom] = useState(0);
  if (history.length === 0) return <p class="empty">No events yet.</p>;
  return (
    <>
      <Window what="Events" from={from} size={rowsShown} total={history.length} go={setFrom} />
      <div class="framed">
        <Table
          label="History"
          columns={columns}
          rows={history.slice(from, from + rowsShown)}
          rowKey={(_, index) => from + index}
          bad={(entry) => entry.EventType.endsWith('Failed')}
        />
      </div>
    </>
  );
}

function Name({ entry }: { entry: HistoryEntry }) {
  const name = entry.FunctionName ?? entry.Name;
  return entry.InstanceId ? (
    <>
      <a href={href('orchestrations', entry.InstanceId)}>{name ?? entry.InstanceId}</a>
      {name && <div class="label">{entry.InstanceId}</div>}
    </>
  ) : (
    <>{name ?? entry.OrchestrationStatus ?? (entry.FireAt ? `due ${time(entry.FireAt)}` : '')}</>
  );
}

function Data({ entry }: { entry: HistoryEntry }) {
  const parts = (
    [
      ['Input', entry.Input],
      ['Result', entry.Result],
      ['Reason', entry.Reason],
      ['Failure', entry.FailureDetails],
    ] as const
  ).filter(([, value]) => value !== undefined && value !== null);
  return parts.length === 0 ? null : (
    <details>
      <summary>{parts.map(([name]) => name).join(', ')}</summary>
      {parts.map(([name, value]) => (
        <div key={name}>
          <span class="label">{name}</span>
          <pre>{json(value)}</pre>
        </div>
      ))}
    </details>
  );
}
