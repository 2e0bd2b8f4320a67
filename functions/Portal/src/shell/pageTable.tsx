// Which pages there are, by what people come for.
import type { ComponentChildren } from 'preact';
import { AlertPageView, Alerts } from '../alerts/Alerts';
import { Audit } from '../audit/Audit';
import { Ledger } from '../ledger/Ledger';
import { InstanceList } from '../orchestrations/InstanceList';
import { InstancePage } from '../orchestrations/InstancePage';
import { Orders } from '../orders/Orders';
import { Overview } from '../overview/Overview';
import { Plans } from '../plans/Plans';
import { Risk } from '../risk/Risk';
import { Schedules } from '../schedules/Schedules';
import { Settings } from '../settings/Settings';
import { later } from './later';

const PackList = later(() => import('../packs/PackList').then((part) => part.PackList));
const PackPage = later(() => import('../packs/PackPage').then((part) => part.PackPage));
const VerifyPage = later(() => import('../packs/VerifyPage').then((part) => part.VerifyPage));
const Prices = later(() => import('../prices/Prices').then((part) => part.Prices));
const Simulations = later(() => import('../simulations/Simulations').then((part) => part.Simulations));

export interface PortalPage {
  path: string;
  name: string;
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
      { path: 'prices', name: 'Prices', show: ([symbol]) => <Prices symbol={symbol} /> },
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
