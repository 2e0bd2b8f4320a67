// Who called whom, in order of time: from the steps of an instance, and of those of its sub-orchestrations that were opened.
import { operation } from '../shell/format';
import type { Span } from './spans';

export interface Lane {
  id: string;
  name: string;
  /** The instance behind it; undefined for what is none. */
  instance?: string;
  /** True while its own steps are not shown. */
  closed: boolean;
}

export interface Message {
  at: number;
  from: string;
  to: string;
  text: string;
  kind: 'call' | 'answer' | 'note';
  failed: boolean;
}

export interface Exchange {
  lanes: Lane[];
  messages: Message[];
  /** When a lane was at work: from a call to the answer to it, if there is one yet. */
  active: { lane: string; call: Message; answer: Message | undefined }[];
}

/** The lane of all activities: what they are called stands on the line. */
export const activities = 'activities';
const outside = 'outside';

export function exchangeOf(id: string, name: string, spans: Span[], opened: Map<string, Span[]>): Exchange {
  const lanes = new Map<string, Lane>([[id, { id, name, instance: id, closed: false }]]);
  const messages: Message[] = [];
  const active: Exchange['active'] = [];
  const lane = (key: string, title: string, instance?: string) => {
    const closed = instance !== undefined && !opened.has(instance);
    if (!lanes.has(key)) lanes.set(key, { id: key, name: title, ...(instance ? { instance } : {}), closed });
    return key;
  };
  const add = (owner: string, steps: Span[]) => {
    for (const step of steps) {
      const failed = step.outcome === 'failed';
      const say = (at: number, from: string, to: string, text: string, kind: Message['kind'], bad = false): Message => {
        const message = { at, from, to, text, kind, failed: bad };
        messages.push(message);
        return message;
      };
      switch (step.kind) {
        case 'activity':
        case 'child': {
          const to =
            step.kind === 'child' ? lane(step.instance ?? step.name, operation(step.name), step.instance) : lane(activities, 'Activities');
          const inside = step.instance ? (opened.get(step.instance) ?? []) : [];
          // Its parent heard of its end by a message; here the end comes after all that it did.
          const end = inside.reduce((latest, own) => Math.max(latest, own.end), step.end);
          const call = say(step.begin, owner, to, step.kind === 'child' ? operation(step.name) : step.name, 'call');
          if (step.instance) add(step.instance, inside);
          const answer =
            step.outcome === 'open' ? undefined : say(end, to, owner, failed ? 'failed' : step.kind === 'child' ? 'done' : '', 'answer', failed);
          active.push({ lane: to, call, answer });
          break;
        }
        case 'event':
          if (step.entry.EventType === 'EventSent') say(step.begin, owner, lane(outside, 'Outside'), step.name, 'call');
          else say(step.begin, lane(outside, 'Outside'), owner, step.name, 'call');
          break;
        case 'timer':
          say(step.begin, owner, owner, 'sets a timer', 'note');
          if (step.outcome === 'done') say(step.end, owner, owner, 'timer ended', 'note');
          break;
        default:
          say(step.begin, owner, owner, step.name, 'note');
      }
    }
  };
  add(id, spans);
  // A call and the answer to it may have one time; the sort keeps their order.
  messages.sort((one, other) => one.at - other.at);
  return { lanes: [...lanes.values()], messages, active };
}
