import { Badge } from '../orchestrations/Badge';
import { type Column, Table } from '../shell/Table';
import type { Verdict } from './verifier';

const words = {
  Verified: 'Every required check passed.',
  Anchored: 'The content was erased or withheld; that the pack existed is proved.',
  Incomplete: 'Nothing failed, but not everything required could be checked.',
  Refuted: 'A check failed. Believe nothing in this file.',
};

const columns: Column<Verdict['results'][number]>[] = [
  { name: 'What', cell: (result) => result.axis },
  { name: 'Result', cell: (result) => <Badge status={result.outcome} /> },
  { name: 'Why', cell: (result) => result.reason },
];

/** A verdict and what it rests on. */
export const Axes = ({ verdict }: { verdict: Verdict }) => (
  <>
    <p class="verdict" role="status">
      <Badge status={verdict.standing} /> {words[verdict.standing]}
    </p>
    <details>
      <summary>
        {verdict.results.filter((result) => result.outcome === 'PASS').length} of {verdict.results.length} checks passed
      </summary>
      <Table label="Checks" columns={columns} rows={verdict.results} rowKey={(result) => result.axis} />
    </details>
  </>
);
