// Reachable from every page. Throwing it takes two gestures: open, type the word. Releasing it asks for a reason as well.
import { useState } from 'preact/hooks';
import type { EmergencyStop } from '../http/answers';
import { post, remove } from '../http/client';
import { Dialog, type Question } from '../shell/Dialog';

export function KillSwitch({ stop, changed }: { stop: EmergencyStop | undefined; changed: () => void }) {
  const [open, setOpen] = useState(false);
  const question: Question = stop?.active
    ? {
        title: 'Release the emergency stop',
        explanation: 'Orders are allowed again from now on; the risk rules still judge each of them.',
        confirm: 'Release',
        typed: 'release',
        act: (reason) => remove('/api/emergency-stop', { reason }),
      }
    : {
        title: 'Emergency stop',
        explanation: 'From now on every order is refused, in every operation, also after restarts, until a person releases it.',
        confirm: 'Stop all orders',
        danger: true,
        typed: 'stop',
        act: (reason) => post('/api/emergency-stop', { reason }),
      };
  return (
    <>
      <button type="button" class={stop?.active ? '' : 'danger'} onClick={() => setOpen(true)} disabled={!stop}>
        {stop?.active ? 'Release stop' : 'Emergency stop'}
      </button>
      {open && (
        <Dialog
          question={question}
          close={(done) => {
            setOpen(false);
            if (done) changed();
          }}
        />
      )}
    </>
  );
}
