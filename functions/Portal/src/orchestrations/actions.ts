// What can be done to an instance, and when. The host checks the same again; here it decides which buttons are shown.
import type { EventWait, OrchestrationLine, Status } from '../http/answers';
import { post } from '../http/client';
import type { Question } from '../shell/Dialog';

const ended: Status[] = ['Completed', 'Failed', 'Terminated', 'Canceled'];

export const isEnded = (status: Status): boolean => ended.includes(status);

export interface Action {
  name: string;
  label: string;
  allowed: (status: Status) => boolean;
  question: (line: OrchestrationLine) => Question;
}

const act = (line: OrchestrationLine, name: string, more: object = {}) => (reason: string) =>
  post(`/api/orchestrations/${encodeURIComponent(line.id)}/${name}`, { reason, ...more });

/** Asks for an event to raise: one that is waited for comes with its name and with what its data look like. */
export const raise = (line: OrchestrationLine, awaited?: EventWait): Question => ({
  title: awaited ? `Raise ${awaited.event}` : 'Raise an event',
  explanation: awaited
    ? `${line.id} waits for it and goes on at once. Fill in the data; nobody checks them before it does.`
    : `To ${line.id}. An event nobody waits for is kept until somebody does.`,
  confirm: 'Raise',
  fields: [
    { name: 'eventName', label: 'Event name', value: awaited?.event ?? '' },
    {
      name: 'eventData',
      label: 'Data, as JSON (may be empty)',
      multiline: true,
      optional: true,
      value: awaited?.data === undefined ? '' : JSON.stringify(awaited.data, null, 2),
    },
  ],
  act: (reason, fields) => {
    const text = (fields.eventData ?? '').trim();
    let eventData: unknown;
    try {
      eventData = text === '' ? undefined : JSON.parse(text);
    } catch {
      return Promise.reject(new Error('The data is not JSON. Text needs quotes.'));
    }
    return act(line, 'event', { eventName: fields.eventName, eventData })(reason);
  },
});

export const actions: Action[] = [
  { name: 'event', label: 'Raise event', allowed: (status) => !isEnded(status), question: (line) => raise(line) },
  {
    name: 'suspend',
    label: 'Suspend',
    allowed: (status) => !isEnded(status) && status !== 'Suspended',
    question: (line) => ({
      title: 'Suspend',
      explanation: `${line.id} takes no further step until it is resumed. Activities that run already come to their end.`,
      confirm: 'Suspend',
      act: act(line, 'suspend'),
    }),
  },
  {
    name: 'resume',
    label: 'Resume',
    allowed: (status) => status === 'Suspended',
    question: (line) => ({ title: 'Resume', explanation: `${line.id} goes on.`, confirm: 'Resume', act: act(line, 'resume') }),
  },
  {
    name: 'rewind',
    label: 'Rewind',
    allowed: (status) => status === 'Failed',
    question: (line) => ({
      title: 'Rewind',
      explanation: `${line.id} goes on from where it failed. What ended well does not run again.`,
      confirm: 'Rewind',
      act: act(line, 'rewind'),
    }),
  },
  {
    name: 'restart',
    label: 'Restart',
    allowed: isEnded,
    question: (line) => ({
      title: 'Restart',
      explanation: `A new instance runs with the input of ${line.id}. Orders of the old one are not repeated under their old ids.`,
      confirm: 'Restart as a new instance',
      act: act(line, 'restart', { newId: true }),
    }),
  },
  {
    name: 'terminate',
    label: 'Terminate',
    allowed: (status) => !isEnded(status),
    question: (line) => ({
      title: 'Terminate',
      explanation: `${line.id} ends now, with its sub-orchestrations. What an order did at the exchange stays done.`,
      confirm: 'Terminate',
      danger: true,
      typed: 'terminate',
      act: act(line, 'terminate', { recursive: true }),
    }),
  },
  {
    name: 'purge',
    label: 'Purge',
    allowed: isEnded,
    question: (line) => ({
      title: 'Purge',
      explanation: `${line.id} and its history are deleted for good. Ledger and audit log keep what they have.`,
      confirm: 'Purge',
      danger: true,
      typed: 'purge',
      act: act(line, 'purge', { recursive: true }),
    }),
  },
];
