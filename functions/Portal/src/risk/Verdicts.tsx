import type { Verdict } from '../http/answers';
import { Badge } from '../orchestrations/Badge';

/** What each rule said about an order, with what it measured. */
export const Verdicts = ({ verdicts }: { verdicts: Verdict[] }) => (
  <ul class="plain rules">
    {verdicts.map((verdict) => (
      <li key={verdict.rule}>
        <Badge status={verdict.allowed ? 'allowed' : 'refused'} /> {verdict.rule}: {verdict.reason}{' '}
        <span class="label">
          {Object.entries(verdict.measures)
            .map(([name, value]) => `${name} ${value}`)
            .join(', ')}
        </span>
      </li>
    ))}
  </ul>
);
