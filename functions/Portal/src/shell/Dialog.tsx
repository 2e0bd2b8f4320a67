// Every act asks first, and asks why: the reason goes into the audit log with the act.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../http/client';
import { acting } from './live';

/** How long an act may hold back what the page asks by itself, in milliseconds. */
const longest = 3000;

export type Values = Record<string, string>;

export interface Question {
  title: string;
  explanation: string;
  confirm: string;
  danger?: boolean;
  /** What has to be typed first; for what cannot be undone. */
  typed?: string | ((values: Values) => string);
  /** Kinds of the act to choose from; the first is chosen at the beginning. It is the value named choice. */
  choice?: { label: string; options: readonly { value: string; name: string; text: string }[] };
  fields?: { name: string; label: string; multiline?: boolean; optional?: boolean; value?: string }[];
  /** What stands as the reason until somebody says more; for what must not wait for words. */
  reason?: string;
  act: (reason: string, values: Values) => Promise<unknown>;
}

export function Dialog({ question, close }: { question: Question; close: (done: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const fields = question.fields ?? [];
  const [values, setValues] = useState<Values>({
    reason: question.reason ?? '',
    choice: question.choice?.options[0]?.value ?? '',
    ...Object.fromEntries(fields.map((field) => [field.name, field.value ?? ''])),
  });

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  const word = typeof question.typed === 'function' ? question.typed(values) : question.typed;
  const ready =
    values.reason!.trim() !== '' &&
    fields.every((field) => field.optional || (values[field.name] ?? '').trim() !== '') &&
    (word === undefined || values.typed === word);
  const set = (name: string) => (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    setValues((before) => ({ ...before, [name]: value }));
  };

  const submit = async (event: Event) => {
    event.preventDefault();
    // A double click must not act twice.
    if (busy || !ready) return;
    setBusy(true);
    acting.until = performance.now() + longest;
    setProblem(undefined);
    try {
      await question.act(values.reason!.trim(), values);
      close(true);
    } catch (cause) {
      const { code, message } = Problem.of(cause);
      setProblem(code === 'portal' ? message : `${code}: ${message}`);
      setBusy(false);
    } finally {
      acting.until = 0;
    }
  };

  return (
    <dialog ref={dialog} aria-labelledby="dialog-title" onCancel={(event) => busy && event.preventDefault()} onClose={() => close(false)}>
      <form onSubmit={submit}>
        <h2 id="dialog-title">{question.title}</h2>
        <p>{question.explanation}</p>
        {question.choice && (
          <fieldset>
            <legend>{question.choice.label}</legend>
            {question.choice.options.map((option) => (
              <label class="choice" key={option.value}>
                <input type="radio" name="choice" value={option.value} checked={values.choice === option.value} onChange={set('choice')} />
                <span>
                  {option.name}
                  <small>{option.text}</small>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {fields.map((field) => (
          <label key={field.name}>
            {field.label}
            {field.multiline ? (
              <textarea rows={Math.max(4, (field.value ?? '').split('\n').length)} value={values[field.name] ?? ''} onInput={set(field.name)} spellcheck={false} />
            ) : (
              <input value={values[field.name] ?? ''} onInput={set(field.name)} maxLength={100} />
            )}
          </label>
        ))}
        <label>
          Reason, for the record
          <input
            value={values.reason}
            onInput={set('reason')}
            onFocus={(event) => event.currentTarget.select()}
            maxLength={500}
            autofocus
            autocomplete="off"
          />
        </label>
        {word !== undefined && (
          <label>
            Type <code>{word}</code> to confirm
            <input value={values.typed ?? ''} onInput={set('typed')} autocomplete="off" spellcheck={false} autocapitalize="none" />
          </label>
        )}
        {problem && (
          <p class="notice bad" role="alert">
            {problem}
          </p>
        )}
        <div class="buttons">
          <button type="button" onClick={() => close(false)} disabled={busy}>
            Cancel
          </button>
          <button type="submit" class={question.danger ? 'danger' : 'primary'} disabled={!ready || busy}>
            {busy ? 'Under way…' : question.confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}
