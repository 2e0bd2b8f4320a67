import type { AlertPage } from '../http/answers';
import { useLive } from '../shell/live';
import { href } from '../shell/route';

const most = 99;

/** How many alerts nobody has taken care of, on every page; nothing when there are none. */
export function OpenCount() {
  const found = useLive<AlertPage>(`/api/alerts?state=open&top=${most}`, 10_000);
  const alerts = found.data?.alerts ?? [];
  if (alerts.length === 0) return null;
  const more = found.data?.next === undefined ? '' : '+';
  const worst = alerts.map((alert) => alert.severity).sort()[0]!;
  return (
    <a class={`count ${worst.toLowerCase()}`} href={`${href('alerts')}?state=open`}>
      {alerts.length}
      {more}
      <span class="word"> open {alerts.length === 1 ? 'alert' : 'alerts'}</span>
    </a>
  );
}
