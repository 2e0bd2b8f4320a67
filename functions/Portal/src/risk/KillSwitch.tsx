// Reachable from every page. Throwing it takes two gestures: open, type the word. Releasing it asks for a reason as well.
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { EmergencyStop, KillSwitch as KillSwitchAnswer } from '../http/answers';
import { get, post, remove } from '../http/client';
import { Dialog, type Question } from '../shell/Dialog';
import { useLive } from '../shell/live';
import { href } from '../shell/route';

const stop = signal<EmergencyStop | undefined>(undefined);
const kill = signal<KillSwitchAnswer | undefined>(undefined);

/** What refuses entries whatever the breaker says; undefined when nothing does. */
export const stoppedBy = (): string | undefined =>
  stop.value?.active ? 'the emergency stop' : kill.value?.state.active ? 'the kill switch' : undefined;

const choices = [
  {
    value: 'entries',
    name: 'Stop entries',
    text: 'No new positions. Open orders are cancelled or brought to their end; exits and hedges still go through.',
  },
  {
    value: 'flatten',
    name: 'Stop entries and sell everything',
    text: 'As above, and every engine is closed into USDT: spot is sold, contracts are closed.',
  },
  {
    value: 'all',
    name: 'Refuse every order',
    text: 'The emergency stop: exits and hedges are refused too. Orders already at the exchange live on and are booked.',
  },
] as const;

const pull: Question = {
  title: 'Kill switch',
  explanation: 'It holds in every operation, also after restarts, until a person releases it.',
  confirm: 'Stop now',
  danger: true,
  reason: 'Stopped by hand.',
  typed: (values) => (values.choice === 'flatten' ? 'flatten' : 'stop'),
  choice: { label: 'What is to stop', options: choices },
  act: (reason, { choice }) =>
    choice === 'all' ? post('/api/emergency-stop', { reason }) : post('/api/kill-switch', { reason, flatten: choice === 'flatten' }),
};

const releaseStop: Question = {
  title: 'Release the emergency stop',
  explanation: 'Orders are allowed again from now on; the risk rules still judge each of them.',
  confirm: 'Release',
  typed: 'release',
  act: (reason) => remove('/api/emergency-stop', { reason }),
};

const releaseKill: Question = {
  title: 'Release the kill switch',
  explanation: 'New positions are allowed again from now on; what was sold stays sold.',
  confirm: 'Release',
  typed: 'release',
  act: (reason) => remove('/api/kill-switch', { reason }),
};

async function refresh() {
  [stop.value, kill.value] = await Promise.all([get<EmergencyStop>('/api/emergency-stop'), get<KillSwitchAnswer>('/api/kill-switch')]);
}

function Asking({ question, close }: { question: Question; close: () => void }) {
  return (
    <Dialog
      question={question}
      close={(done) => {
        close();
        if (done) void refresh();
      }}
    />
  );
}

function Button() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="danger" onClick={() => setOpen(true)}>
        Kill switch
      </button>
      {open && <Asking question={pull} close={() => setOpen(false)} />}
    </>
  );
}

/** What is stopped now, on every page. */
function Banner() {
  const stops = useLive<EmergencyStop>('/api/emergency-stop', 5_000);
  const kills = useLive<KillSwitchAnswer>('/api/kill-switch', 5_000);
  useEffect(() => void (stop.value = stops.data ?? stop.value), [stops.data]);
  useEffect(() => void (kill.value = kills.data ?? kill.value), [kills.data]);
  const [question, setQuestion] = useState<Question>();
  return (
    <>
      {stop.value?.active && (
        <p class="banner" role="status">
          <strong>Emergency stop: every order is refused.</strong>
          <span>{stop.value.reason}</span>
          <span class="space" />
          <button type="button" onClick={() => setQuestion(releaseStop)}>
            Release stop
          </button>
        </p>
      )}
      {kill.value?.state.active && (
        <p class="banner" role="status">
          <strong>Kill switch: no new positions{kill.value.state.flatten ? ', everything is sold' : ''}.</strong>
          <span>{kill.value.state.reason}</span>
          {kill.value.run && <a href={href('orchestrations', kill.value.run)}>What it does</a>}
          <span class="space" />
          <button type="button" onClick={() => setQuestion(releaseKill)}>
            Release kill switch
          </button>
        </p>
      )}
      {question && <Asking question={question} close={() => setQuestion(undefined)} />}
    </>
  );
}

export const KillSwitch = { Button, Banner };
