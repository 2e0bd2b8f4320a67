import { useState } from 'preact/hooks';
import { Audit } from '../audit/Audit';
import type { EmergencyStop, Health } from '../http/answers';
import { keyWanted, useKey } from '../http/client';
import { Ledger } from '../ledger/Ledger';
import { InstancePage } from '../orchestrations/InstancePage';
import { InstanceList } from '../orchestrations/InstanceList';
import { Orders } from '../orders/Orders';
import { Overview } from '../overview/Overview';
import { Plans } from '../plans/Plans';
import { KillSwitch } from '../risk/KillSwitch';
import { Risk } from '../risk/Risk';
import { Schedules } from '../schedules/Schedules';
import { useLive } from './live';
import { href, place } from './route';
import { switchTheme } from './theme';

const pages = [
  ['', 'Overview'],
  ['orchestrations', 'Orchestrations'],
  ['plans', 'Plans'],
  ['orders', 'Orders'],
  ['ledger', 'Ledger'],
  ['risk', 'Risk'],
  ['schedules', 'Schedules'],
  ['audit', 'Audit'],
] as const;

export function App() {
  const health = useLive<Health>('/health', 10_000);
  const stop = useLive<EmergencyStop>('/api/emergency-stop', 5_000);
  const [section = ''] = place.value.path;
  const title = pages.find(([path]) => path === section)?.[1] ?? 'Not found';
  document.title = `${title} · Orchestrations`;
  return (
    <>
      <a class="skip" href="#content">
        Skip to content
      </a>
      <header>
        <a class="brand" href={href()}>
          Orchestrations
        </a>
        <Mode health={health.data} />
        <span class="space" />
        <button type="button" class="quiet" onClick={switchTheme} aria-label="Switch between light and dark">
          ◐
        </button>
        <KillSwitch stop={stop.data} changed={stop.refresh} />
      </header>
      {stop.data?.active && (
        <p class="banner" role="status">
          Emergency stop: every order is refused. {stop.data.reason}
        </p>
      )}
      <nav aria-label="Pages">
        {pages.map(([path, name]) => (
          <a key={path} href={path ? href(path) : href()} aria-current={section === path ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <main id="content" tabIndex={-1}>
        {keyWanted.value ? <KeyForm /> : <Page path={place.value.path} />}
      </main>
    </>
  );
}

function Page({ path: [section = '', id] }: { path: string[] }) {
  switch (section) {
    case '':
      return <Overview />;
    case 'orchestrations':
      return id === undefined ? <InstanceList /> : <InstancePage key={id} id={id} />;
    case 'plans':
      return <Plans />;
    case 'orders':
      return <Orders />;
    case 'ledger':
      return <Ledger />;
    case 'risk':
      return <Risk />;
    case 'schedules':
      return <Schedules />;
    case 'audit':
      return <Audit />;
    default:
      return (
        <>
          <h1>Not found</h1>
          <p>
            There is no such page. <a href={href()}>To the overview</a>
          </p>
        </>
      );
  }
}

function Mode({ health }: { health: Health | undefined }) {
  return health ? (
    <span class={`mode ${health.mode}`} title={health.marketData}>
      {health.mode}
    </span>
  ) : (
    <span class="mode">…</span>
  );
}

function KeyForm() {
  const [key, setKey] = useState('');
  return (
    <form
      class="card narrow"
      onSubmit={(event) => {
        event.preventDefault();
        useKey(key.trim());
      }}
    >
      <h1>Key</h1>
      <p>This host wants a key. It is kept in this tab only and forgotten when the tab is closed.</p>
      <label>
        Host key
        <input type="password" autocomplete="off" value={key} onInput={(event) => setKey(event.currentTarget.value)} />
      </label>
      <button type="submit" class="primary" disabled={key.trim() === ''}>
        Use this key
      </button>
    </form>
  );
}
