// What narrows a list. It is kept in the address, so that a list can be linked to, and asks while somebody types.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { place, setQuery } from './route';

const pause = 350;

/** The named values of the address, and how to change one. */
export function useFilter<TName extends string>(names: readonly TName[]) {
  const current = () => Object.fromEntries(names.map((name) => [name, place.value.query.get(name) ?? ''])) as Record<TName, string>;
  // What somebody still types must not take back what they chose meanwhile: the others are read when one is set.
  return { filter: current(), set: (name: TName) => (value: string) => setQuery({ ...current(), [name]: value }) };
}

export const Filters = ({ children }: { children: ComponentChildren }) => (
  <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
    {children}
  </form>
);

interface Field {
  label: string;
  value: string;
  set: (value: string) => void;
}

export function TextFilter({ label, value, set, placeholder }: Field & { placeholder?: string }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => set(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label>
      {label}
      <input
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={() => set(typed.trim())}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
      />
    </label>
  );
}

export const SelectFilter = ({ label, value, set, options }: Field & { options: readonly (readonly [value: string, name: string])[] }) => (
  <label>
    {label}
    <select value={value} onChange={(event) => set(event.currentTarget.value)}>
      {options.map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

/** A moment in UTC; the address has it as the API wants it. */
export const TimeFilter = ({ label, value, set }: Field) => (
  <label>
    {label} (UTC)
    <input
      type="datetime-local"
      value={value.slice(0, 16)}
      onChange={(event) => set(event.currentTarget.value ? `${event.currentTarget.value}:00Z` : '')}
    />
  </label>
);
