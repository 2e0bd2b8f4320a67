// What the HTTP API answers about capital that is brought in.
import type { Decimal } from './answers';

export interface CapitalIncreases {
  increases: CapitalIncrease[];
  next?: string;
}

export interface CapitalIncrease {
  name: string;
  /** Its instance. */
  id: string;
  /** Missing before it began. */
  state?: {
    /** From 1. */
    phase: number;
    amount: Decimal;
    stage: 'Deferred' | 'Waiting' | 'Done' | 'Declined' | 'Expired';
    /** The conditions that do not hold, while it is deferred. */
    missed: string[];
    /** Until when an answer is waited for. */
    deadline?: string;
    reminders: number;
    by?: string;
    reason?: string;
  };
}
