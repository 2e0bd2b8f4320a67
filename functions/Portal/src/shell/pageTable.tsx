// Which pages there are, by what people come for.
import type { ComponentChildren } from 'preact';
import { AlertPageView, Alerts } from '../alerts/Alerts';
import { Audit } from '../audit/Audit';
import { Ledger } from '../ledger/Ledger';
import { InstanceList } from '../orchestrations/InstanceList';
import { InstancePage } from '../orchestrations/InstancePage';
import { Orders } from '../orders/Orders';
import { Overview } from '../overview/Overview';
import { PackList } from '../packs/PackList';
import { PackPage } from '../packs/PackPage';
import { VerifyPage } from '../packs/VerifyPage';
import { Plans } from '../plans/Plans';
import { Risk } from '../risk/Risk';
import { Schedules } from '../schedules/Schedules';
import { Settings } from '../settings/Settings';
import { Simulations } from '../simulations/Simulations';

export interface PortalPage {
  path: string;
  name: string;
  /** The address of the API without which there is no such page. */
  needs?: string;
  show: (rest: string[]) => ComponentChildren;
}

export const groups: { name: string; pages: PortalPage[] }[] = [
  {
    name: 'Now',
    pages: [
      { path: '', name: 'Overview', show: () => <Overview /> },
      {
        path: 'alerts',
        name: 'Alerts',
        needs: '/api/alerts',
        show: ([id]) => (id === undefined ? <Alerts /> : <AlertPageView key={id} id={id} />),
      },
    ],
  },
  {
    name: 'Work',
    pages: [
      {
        path: 'orchestrations',
        name: 'Orchestrations',
        show: ([id]) => (id === undefined ? <InstanceList /> : <InstancePage key={id} id={id} />),
      },
      { path: 'schedules', name: 'Schedules', show: () => <Schedules /> },
      { path: 'plans', name: 'Plans', show: () => <Plans /> },
    ],
  },
  {
    name: 'Money',
    pages: [
      { path: 'orders', name: 'Orders', show: () => <Orders /> },
      { path: 'ledger', name: 'Ledger', show: () => <Ledger /> },
      { path: 'risk', name: 'Risk', show: () => <Risk /> },
    ],
  },
  {
    name: 'Evidence',
    pages: [
      {
        path: 'packs',
        name: 'Proof packs',
        show: ([id]) => (id === undefined ? <PackList /> : id === 'verify' ? <VerifyPage /> : <PackPage key={id} id={id} />),
      },
      { path: 'audit', name: 'Audit', show: () => <Audit /> },
    ],
  },
  {
    name: 'More',
    pages: [
      { path: 'simulations', name: 'Simulations', show: () => <Simulations /> },
      { path: 'settings', name: 'Settings', show: () => <Settings /> },
    ],
  },
];

export const pageOf = (section: string): PortalPage | undefined => groups.flatMap((group) => group.pages).find((page) => page.path === section);
