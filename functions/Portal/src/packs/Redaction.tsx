// How a pack looks to one kind of reader: the host makes the copy by a template, this page verifies it as that reader would.
import { useState } from 'preact/hooks';
import { bytes, get, Problem, put } from '../http/client';
import { save } from '../http/save';
import { Notice } from '../shell/Notice';
import { Axes } from './Axes';
import { Fields } from './Fields';
import { TemplateRules, type Rule } from './TemplateRules';
import { eventsOf, fieldsOf, type Verdict, verify } from './verifier';

interface Copy {
  template: string;
  file: Uint8Array<ArrayBuffer>;
  verdict: Verdict;
}

export function Redaction({ id, pack }: { id: string; pack: Uint8Array }) {
  const [name, setName] = useState('');
  const [rules, setRules] = useState<Rule[]>();
  const [copy, setCopy] = useState<Copy>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const path = `/proofpacks/templates/${encodeURIComponent(name.trim())}`;

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    try {
      await act();
      setProblem(undefined);
    } catch (cause) {
      setProblem(Problem.of(cause));
    }
    setBusy(false);
  };
  const open = () =>
    attempt(async () => {
      setCopy(undefined);
      setRules((await get<{ rules: Rule[] }>(path)).rules);
      await preview();
    });
  const preview = async () => {
    const [file, keys] = await Promise.all([
      bytes(`/proofpacks/${encodeURIComponent(id)}?template=${encodeURIComponent(name.trim())}`),
      bytes('/proofpacks/keys'),
    ]);
    setCopy({ template: name.trim(), file, verdict: await verify(file, { keys }) });
  };
  const keep = () =>
    attempt(async () => {
      await put(path, { rules });
      await preview();
    });

  return (
    <>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <label>
          Template
          <input
            value={name}
            onInput={(event) => {
              setName(event.currentTarget.value);
              setRules(undefined);
            }}
            placeholder="partner"
            spellcheck={false}
            autocomplete="off"
          />
        </label>
        <button type="submit" disabled={busy || name.trim() === ''}>
          Open template
        </button>
        <button
          type="button"
          disabled={busy || name.trim() === ''}
          onClick={() => {
            setCopy(undefined);
            setProblem(undefined);
            setRules([{ field: '/', action: 'drop', reveal: 0 }]);
          }}
        >
          New template
        </button>
      </form>
      <Notice problem={problem} />
      {rules && (
        <section class="card" aria-label="Rules">
          <h2>What “{name.trim()}” withholds</h2>
          <TemplateRules rules={rules} change={setRules} pointers={[...new Set(fieldsOf(eventsOf(pack)).map((line) => line.pointer))]} />
          <p class="buttons">
            <button type="button" class="primary" onClick={keep} disabled={busy || rules.length === 0}>
              Save the template and show the copy
            </button>
          </p>
        </section>
      )}
      {copy && (
        <section aria-label="Copy">
          <h2>The copy, as its reader verifies it</h2>
          <Axes verdict={copy.verdict} />
          <p class="buttons">
            <button type="button" onClick={() => save(`${id}-${copy.template}.json`, 'application/json', copy.file)}>
              Save the copy
            </button>
          </p>
          <div class="framed">
            <Fields lines={fieldsOf(eventsOf(copy.file))} />
          </div>
        </section>
      )}
    </>
  );
}
