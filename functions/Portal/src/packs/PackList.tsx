import type { PackLine } from '../http/answers';
import { Filters, TextFilter, useFilter } from '../shell/Filters';
import { relative, time } from '../shell/format';
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
        <a href={href('packs', pack.id)}>{pack.subject}</a>
        <div class="label">{pack.id}</div>
      </>
    ),
  },
  { name: 'Events', number: true, cell: (pack) => pack.events },
  { name: 'Risk score', number: true, cell: (pack) => pack.riskScore },
  { name: 'Log entry', number: true, cell: (pack) => pack.logIndex },
];

/** The packs, the newest first. */
export function PackList() {
  const { filter, set } = useFilter(['subject'] as const);
  const packs = useNewestPacks(filter.subject);
  return (
    <>
      <PageHead title="Proof packs">Evidence that a stranger can verify without this host.</PageHead>
      <Filters>
        <TextFilter label="About exactly" value={filter.subject} set={set('subject')} placeholder="SHIPMENT-1" />
        <a class="button" href={href('packs', 'verify')}>
          Verify a file
        </a>
      </Filters>
      <Notice problem={packs.problem} />
      {packs.items.length > 0 ? (
        <Table label="Proof packs" columns={columns} rows={packs.items} rowKey={(pack) => pack.id} />
      ) : (
        <Empty loading={packs.loading}>
          {filter.subject ? 'There is no pack about it.' : 'There are no packs yet. Every operation’s run ends in one; POST /proofpacks/run makes others.'}
        </Empty>
      )}
      <More pages={packs} />
    </>
  );
}
