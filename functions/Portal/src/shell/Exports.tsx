// A book as a file. The host writes it, the same as the command line does: a program verifies it, and a spreadsheet may open it.
import { bytes } from '../http/client';
import { save } from '../http/save';
import { useTask } from './ask';

const formats = {
  jsonl: { name: 'JSON Lines', type: 'application/jsonl' },
  csv: { name: 'CSV', type: 'text/csv' },
};

interface Props {
  book: 'audit' | 'ledger' | 'trades';
  format: keyof typeof formats;
  /** How the button begins. */
  verb?: string;
}

export function Export({ book, format, verb = 'Export' }: Props) {
  const file = `${book}.${format}`;
  const task = useTask(async () => {
    save(file, formats[format].type, await bytes(`/api/${book}/export?format=${format}`));
    return file;
  });
  return (
    <>
      <button type="button" onClick={task.ask} disabled={task.busy}>
        {verb} as {formats[format].name}
      </button>
      {task.answer && (
        <span class="label" role="status">
          {task.answer} was saved.
        </span>
      )}
      {task.problem && (
        <span class="bad-text" role="alert">
          {task.problem.code} {task.problem.message}
        </span>
      )}
    </>
  );
}
