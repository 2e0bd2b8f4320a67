import { useEffect, useState } from 'preact/hooks';
import type { Health } from '../http/answers';
import { keyWanted } from '../http/client';
import { KillSwitch } from '../risk/KillSwitch';
import { KeyForm, KeyInUse } from './KeyForm';
import { useLive } from './live';
import { PageHead } from './Notice';
import { groups, pageOf } from './pageTable';
import { href, place } from './route';
import { switchTheme } from './theme';

export function App() {
  const health = useLive<Health>('/health', 10_000);
  const [open, setOpen] = useState(false);
  const [section = '', ...rest] = place.value.path;
  const page = pageOf(section);
  document.title = `${rest[0] ?? page?.name ?? 'Not found'} · Orchestrations`;
  // Another page was chosen: the menu of a narrow screen has done its work.
  useEffect(() => setOpen(false), [place.value]);
  return (
    <>
      <header>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <div class="bar-top">
          <button type="button" class="menu" aria-expanded={open} aria-controls="pages" onClick={() => setOpen(!open)}>
            {open ? 'Close' : 'Menu'}
          </button>
          <a class="brand" href={href()}>
            Orchestrations
          </a>
          <Mode health={health.data} />
          <span class="space" />
          <button type="button" class="quiet" onClick={switchTheme} aria-label="Switch between light and dark" title="Light or dark">
            ◐
          </button>
          <KillSwitch.Button />
        </div>
        <KillSwitch.Banner />
      </header>
      <nav id="pages" aria-label="Pages" class={open ? 'open' : undefined}>
        <div class="pages">
          {groups.map((group) => (
            <section key={group.name}>
              <h2>{group.name}</h2>
              {group.pages.map(({ path, name }) => (
                <a key={path} href={path ? href(path) : href()} aria-current={section === path ? 'page' : undefined}>
                  {name}
                </a>
              ))}
            </section>
          ))}
          <KeyInUse />
        </div>
      </nav>
      <main id="content" tabIndex={-1}>
        {keyWanted.value ? <KeyForm wanted={keyWanted.value} /> : page ? page.show(rest) : <NotFound />}
      </main>
    </>
  );
}

const NotFound = () => (
  <>
    <PageHead title="Not found" />
    <p>
      There is no such page. <a href={href()}>To the overview</a>
    </p>
  </>
);

const Mode = ({ health }: { health: Health | undefined }) =>
  health ? (
    <span class={`mode ${health.mode}`} title={`Prices: ${health.marketData}`}>
      <span class="hidden">Mode: </span>
      {health.mode}
    </span>
  ) : (
    <span class="mode">…</span>
  );
