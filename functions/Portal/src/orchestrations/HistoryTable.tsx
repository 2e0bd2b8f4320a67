import { useState } from 'preact/hooks';
import type { HistoryEntry } from '../http/answers';
import { json, time } from '../shell/format';
import { href } from '../shell/route';

const pageSize = 200;

/** Every event of a history, with what went in and came out behind a fold. */
export function HistoryTable({ history }: { history: HistoryEntry[] }) {
  const [pages, setPages] = useState(1);
  const shown = history.slice(0, pages * pageSize);
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table">
        <table>
          <thead>
            <tr>
              <th scope="col">Time (UTC)</th>
              <th scope="col">Event</th>
              <th scope="col">Name</th>
              <th scope="col">Data</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((entry, index) => (
              <tr key={index} class={entry.EventType.endsWith('Failed') ? 'bad' : undefined}>
                <td class="nowrap">{time(entry.Timestamp)}</td>
                <td class="nowrap">{entry.EventType}</td>
                <td>
                  {entry.InstanceId ? (
                    <a href={href('orchestrations', entry.InstanceId)}>{entry.FunctionName ?? entry.Name ?? entry.InstanceId}</a>
                  ) : (
                    (entry.FunctionName ?? entry.Name ?? entry.OrchestrationStatus ?? (entry.FireAt ? time(entry.FireAt) : ''))
                  )}
                </td>
                <td>
                  <Data entry={entry} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < history.length && (
        <p class="pager">
          {shown.length} of {history.length}{' '}
          <button type="button" onClick={() => setPages(pages + 1)}>
            Show more
          </button>
        </p>
      )}
    </>
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
