import type { SettingLine, Settings as Answer } from '../http/answers';
import { useLive } from '../shell/live';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { Filters, TextFilter, useFilter } from '../shell/Filters';
import { type Column, Table } from '../shell/Table';

const columns: Column<SettingLine>[] = [
  {
    name: 'Setting',
    cell: (line) => (
      <>
        <code>{line.key}</code>
        <div class="label">{line.what}</div>
      </>
    ),
  },
  {
    name: 'Holds',
    cell: (line) =>
      line.secret ? <span class="withheld">{line.isSet ? 'set, not shown' : 'not set'}</span> : <code>{line.value ?? '–'}</code>,
  },
  { name: 'From', cell: (line) => line.origin },
  { name: 'Default', cell: (line) => (line.default ? <code>{line.default}</code> : '–') },
  { name: 'Accepts', cell: (line) => `${line.type}${line.range ? `, ${line.range}` : ''}` },
];

/** What holds now, and where it comes from. */
export function Settings() {
  const answer = useLive<Answer>('/api/settings', 60_000);
  const { filter, set } = useFilter(['find', 'set'] as const);
  const setOnly = filter.set === 'true';
  const wanted = filter.find.toLowerCase();
  const lines = (answer.data?.settings ?? []).filter(
    (line) => (!setOnly || line.isSet) && `${line.group} ${line.key} ${line.variable} ${line.what}`.toLowerCase().includes(wanted),
  );
  const groups = [...new Set(lines.map((line) => line.group))];
  return (
    <>
      <PageHead title="Settings">What holds now, and where it comes from. Secrets are never shown.</PageHead>
      <Filters>
        <TextFilter label="Find" value={filter.find} set={set('find')} />
        <label>
          <input type="checkbox" checked={setOnly} onChange={(event) => set('set')(event.currentTarget.checked ? 'true' : '')} />
          only what somebody set
        </label>
      </Filters>
      <Notice problem={answer.problem} />
      {answer.data?.unknown.map((unknown) => (
        <p class="notice bad" key={unknown.key}>
          <strong>{unknown.code}</strong> Nobody reads {unknown.key}, set in {unknown.origin}.
          {unknown.suggestion && ` Perhaps ${unknown.suggestion} is meant.`}
        </p>
      ))}
      {groups.length === 0 ? (
        <Empty loading={!answer.data && !answer.problem}>No setting fits.</Empty>
      ) : (
        groups.map((group) => (
          <section class="card" key={group} aria-label={group}>
            <h2>{group}</h2>
            <Table label={group} columns={columns} rows={lines.filter((line) => line.group === group)} rowKey={(line) => line.key} />
          </section>
        ))
      )}
    </>
  );
}
