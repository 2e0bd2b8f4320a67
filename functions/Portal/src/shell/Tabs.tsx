// Views of one thing, one at a time; the arrow keys go from one to the next.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { place, setQuery } from './route';

interface Props<TName extends string> {
  label: string;
  tabs: readonly (readonly [name: TName, title: string])[];
  chosen: TName;
  choose: (name: TName) => void;
  children: ComponentChildren;
}

/** Which view is chosen: the address says so, and says nothing for the first. */
export function useView<TName extends string>(names: readonly TName[]): [chosen: TName, choose: (name: TName) => void] {
  const asked = place.value.query.get('view');
  return [names.find((name) => name === asked) ?? names[0]!, (name) => setQuery({ view: name === names[0] ? '' : name })];
}

export function Tabs<TName extends string>({ label, tabs, chosen, choose, children }: Props<TName>) {
  const strip = useRef<HTMLDivElement>(null);
  // On a phone the chosen one may lie beside the screen.
  useEffect(() => {
    const tab = document.getElementById(`tab-${chosen}`);
    const { current } = strip;
    if (!tab || !current) return;
    const [begin, end] = [tab.offsetLeft - current.offsetLeft, tab.offsetLeft - current.offsetLeft + tab.offsetWidth];
    if (begin < current.scrollLeft || end > current.scrollLeft + current.clientWidth) current.scrollLeft = begin;
  }, [chosen, tabs.map(([, title]) => title).join()]);
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex(([name]) => name === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length]![0];
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <>
      <div ref={strip} class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(([name, title]) => (
          <button
            type="button"
            role="tab"
            id={`tab-${name}`}
            key={name}
            aria-selected={chosen === name}
            aria-controls="tab-panel"
            tabIndex={chosen === name ? 0 : -1}
            onClick={() => choose(name)}
          >
            {title}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${chosen}`}>
        {children}
      </div>
    </>
  );
}
