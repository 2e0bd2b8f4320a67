// The rules of a redaction template, one line each.

export interface Rule {
  field: string;
  action: string;
  reveal: number;
}

const actions = [
  ['mask', 'mask'],
  ['hash', 'pseudonym'],
  ['drop', 'leave out'],
] as const;

interface Props {
  rules: Rule[];
  change: (rules: Rule[]) => void;
  /** The fields of the pack at hand, to choose from. */
  pointers: string[];
}

export function TemplateRules({ rules, change, pointers }: Props) {
  const set = (at: number, part: Partial<Rule>) => change(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)));
  return (
    <>
      <datalist id="pointers">
        {pointers.map((pointer) => (
          <option key={pointer} value={pointer} />
        ))}
      </datalist>
      {rules.map((rule, index) => (
        <div class="template-rule" key={index}>
          <label>
            Field, and all below it
            <input value={rule.field} list="pointers" onInput={(event) => set(index, { field: event.currentTarget.value })} />
          </label>
          <label>
            How
            <select value={rule.action} onChange={(event) => set(index, { action: event.currentTarget.value })}>
              {actions.map(([action, name]) => (
                <option key={action} value={action}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            Letters kept
            <input
              type="number"
              min={0}
              max={8}
              value={rule.reveal}
              disabled={rule.action !== 'mask'}
              onInput={(event) => set(index, { reveal: Number(event.currentTarget.value) })}
            />
          </label>
          <button type="button" onClick={() => change(rules.filter((_, at) => at !== index))}>
            Remove
          </button>
        </div>
      ))}
      <p class="buttons">
        <button type="button" onClick={() => change([...rules, { field: pointers.at(-1) ?? '/', action: 'mask', reveal: 0 }])}>
          Add a field
        </button>
      </p>
    </>
  );
}
