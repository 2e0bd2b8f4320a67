// Every act asks first, and asks why: the reason goes into the audit log with the act.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../http/client';

export interface Question {
  title: string;
  explanation: string;
  confirm: string;
  danger?: boolean;
  /** What has to be typed first; for what cannot be undone. */
  typed?: string;
  fields?: { name: string; label: string; multiline?: boolean; optional?: boolean }[];
  act: (reason: string, fields: Record<string, string>) => Promise<unknown>;
}

export function Dialog({ question, close }: { question: Question; close: (done: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [values, setValues] = useState<Record<string, string>>({ reason: '' });

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const fields = question.fields ?? [];
  const ready =
    values.reason!.trim() !== '' &&
    fields.every((field) => field.optional || (values[field.name] ?? '').trim() !== '') &&
    (question.typed === undefined || values.typed === question.typed);
  const set = (name: string) => (event: Event) =>
    setValues((before) => ({ ...before, [name]: (event.target as HTMLInputElement).value }));

  const submit = async (event: Event) => {
    event.preventDefault();
    // A double click must not act twice.
    if (busy || !ready) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await question.act(values.reason!.trim(), values);
      close(true);
    } catch (cause) {
      setProblem(cause instanceof Problem ? `${cause.code}: ${cause.message}` : String(cause));
      setBusy(false);
    }
  };

  return (
    <dialog ref={dialog} aria-labelledby="dialog-title" onClose={() => close(false)}>
      <form onSubmit={submit}>
        <h2 id="dialog-title">{question.title}</h2>
        <p>{question.explanation}</p>
        {fields.map((field) => (
          <label key={field.name}>
            {field.label}
            {field.multiline ? (
              <textarea rows={4} value={values[field.name] ?? ''} onInput={set(field.name)} spellcheck={false} />
            ) : (
              <input value={values[field.name] ?? ''} onInput={set(field.name)} maxLength={100} />
            )}
          </label>
        ))}
        <label>
          Reason, for the record
          <input value={values.reason} onInput={set('reason')} maxLength={500} autofocus />
        </label>
        {question.typed !== undefined && (
          <label>
            Type <code>{question.typed}</code> to confirm
            <input value={values.typed ?? ''} onInput={set('typed')} autocomplete="off" spellcheck={false} />
          </label>
        )}
        {problem && (
          <p class="notice bad" role="alert">
            {problem}
          </p>
        )}
        <div class="buttons">
          <button type="button" onClick={() => close(false)}>
            Cancel
          </button>
          <button type="submit" class={question.danger ? 'danger' : 'primary'} disabled={!ready || busy}>
            {question.confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}
