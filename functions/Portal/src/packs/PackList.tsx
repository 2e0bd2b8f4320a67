import type { PackLine } from '../http/answers';
import { keysInUse } from '../http/client';
import { Filters, SelectFilter, TextFilter, useFilter } from '../shell/Filters';
import { relative, time } from '../shell/format';
import { useLive } from '../shell/live';
import { Empty, Notice, PageHead } from '../shell/Notice';
import { More } from '../shell/pages';
import { href } from '../shell/route';
import { type Column, Table } from '../shell/Table';
import { useNewestPacks } from './newest';

const columns: Column<PackLine>[] = [
  { name: 'Made (UTC)', nowrap: true, cell: (pack) => <span title={relative(pack.generated)}>{time(pack.generated)}</span> },
  {
    name: 'About',
    cell: (pack) => (
      <>
        <a href={href('packs', pack.id) + location.search}>{pack.subject}</a>
        <div class="label">{pack.id}</div>
      </>
    ),
  },
  { name: 'Events', number: true, cell: (pack) => pack.events },
  { name: 'Risk score', number: true, cell: (pack) => pack.riskScore },
  { name: 'Log entry', number: true, cell: (pack) => pack.logIndex },
];

/** The packs of a tenant, the newest first. */
export function PackList() {
  const { filter, set } = useFilter(['subject', 'tenant'] as const);
  // With a key, the key says whose packs they are.
  const tenants = useLive<{ tenants: { name: string }[] }>(keysInUse.value ? undefined : '/api/tenants', 30_000);
  const names = tenants.data?.tenants.map((tenant) => tenant.name) ?? [];
  return (
    <>
      <PageHead title="Proof packs">Evidence that a stranger can verify without this host.</PageHead>
      <Filters>
        {names.length > 0 && (
          <SelectFilter
            label="Tenant"
            value={filter.tenant}
            set={set('tenant')}
            options={[['', 'this machine’s'], ...names.map((name) => [name, name] as const)]}
          />
        )}
        <TextFilter label="About exactly" value={filter.subject} set={set('subject')} placeholder="SHIPMENT-1" />
        <a class="button" href={href('packs', 'verify')}>
          Verify a file
        </a>
      </Filters>
      <Packs key={`${filter.tenant} ${filter.subject}`} subject={filter.subject} others={filter.tenant ? [] : names} />
    </>
  );
}

function Packs({ subject, others }: { subject: string; others: string[] }) {
  const packs = useNewestPacks(subject);
  return (
    <>
      <Notice problem={packs.problem} />
      {packs.items.length > 0 ? (
        <Table label="Proof packs" columns={columns} rows={packs.items} rowKey={(pack) => pack.id} />
      ) : (
        <Empty loading={packs.loading}>
          {subject ? (
            'There is no pack about it.'
          ) : others.length > 0 ? (
            <>
              This machine’s own tenant has no packs. Those of others:{' '}
              {others.map((name, index) => (
                <>
                  {index > 0 && ', '}
                  <a href={`${href('packs')}?tenant=${encodeURIComponent(name)}`}>{name}</a>
                </>
              ))}
            </>
          ) : (
            'There are no packs yet. Every operation’s run ends in one; POST /proofpacks/run makes others.'
          )}
        </Empty>
      )}
      <More pages={packs} />
    </>
  );
}
