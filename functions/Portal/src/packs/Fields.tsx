import { useState } from 'preact/hooks';
import { time } from '../shell/format';
import { type Column, Table } from '../shell/Table';
import { Window } from '../shell/Window';
import { type fieldsOf, shown } from './verifier';

type Line = ReturnType<typeof fieldsOf>[number];

const rowsShown = 100;

const columns: Column<Line>[] = [
  { name: 'Time (UTC)', nowrap: true, cell: (line) => time(line.time) },
  { name: 'Event', cell: (line) => line.event },
  { name: 'Field', cell: (line) => <code>{line.pointer}</code> },
  {
    name: 'Value',
    cell: (line) => {
      const { text, withheld } = shown(line.field);
      return withheld ? <span class="withheld">{text}</span> : <code>{text}</code>;
    },
  },
];

/** What a pack says, field by field. */
export function Fields({ lines }: { lines: Line[] }) {
  const [from, setFrom] = useState(0);
  return (
    <>
      <Window what="Fields" from={from} size={rowsShown} total={lines.length} go={setFrom} />
      <Table label="Fields" columns={columns} rows={lines.slice(from, from + rowsShown)} rowKey={(_, index) => from + index} />
    </>
  );
}
