import { useEffect, useRef, useState } from 'preact/hooks';
import { OpenCount } from '../alerts/OpenCount';
import type { Health } from '../http/answers';
import { awaySince, keyWanted } from '../http/client';
import { KillSwitch } from '../risk/KillSwitch';
import { KeyForm, KeyInUse } from './KeyForm';
import { useLive } from './live';
import { PageHead } from './Notice';
import { time } from './format';
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
  const path = place.value.path.join('/');
  const shown = useRef(path);
  // The link that was followed is gone with its page: whoever uses the keyboard goes on in the new one, not at the top of all.
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    const content = document.getElementById('content')!;
    if (!content.contains(document.activeElement)) content.focus({ preventScroll: true });
  }, [path]);
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
          <OpenCount />
          <span class="space" />
          <button type="button" class="quiet" onClick={switchTheme} aria-label="Switch between light and dark" title="Light or dark">
            ◐
          </button>
          <KillSwitch.Button />
        </div>
        <Away />
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

/** Figures that stand still look like figures that are true: whoever looks at them must know. */
const Away = () =>
  awaySince.value === undefined ? null : (
    <p class="banner away" role="alert">
      <strong>The host does not answer.</strong>
      <span>What you see is from {time(new Date(awaySince.value).toISOString())} UTC. The page keeps asking.</span>
    </p>
  );

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
