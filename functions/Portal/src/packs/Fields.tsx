import { useState } from 'preact/hooks';
import { time } from '../shell/format';
import { type Column, Table } from '../shell/Table';
import { Window } from '../shell/Window';
import { type fieldsOf, shown } from './verifier';

type Line = ReturnType<typeof fieldsOf>[number];

const rowsShown = 100;

const columns: Column<Line>[] = [
  { name: 'Field', cell: (line) => <code>{line.pointer}</code> },
  {
    name: 'Value',
    cell: (line) => {
      const { text, withheld } = shown(line.field);
      return withheld ? <span class="withheld">{text}</span> : <code>{text}</code>;
    },
  },
];

/** What a pack says, event by event and field by field. */
export function Fields({ lines }: { lines: Line[] }) {
  const [from, setFrom] = useState(0);
  const events: Line[][] = [];
  for (const line of lines.slice(from, from + rowsShown)) {
    const last = events[events.length - 1];
    if (last && last[0]!.event === line.event) last.push(line);
    else events.push([line]);
  }
  return (
    <>
      <Window what="Fields" from={from} size={rowsShown} total={lines.length} go={setFrom} />
      {events.map((fields) => (
        <section class="event" key={fields[0]!.event} aria-label={fields[0]!.event}>
          <h3>
            {fields[0]!.event} <span class="label">{time(fields[0]!.time)} UTC</span>
          </h3>
          <Table label={`Fields of ${fields[0]!.event}`} columns={columns} rows={fields} rowKey={(line) => line.pointer} />
        </section>
      ))}
    </>
  );
}
