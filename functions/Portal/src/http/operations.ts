// What the HTTP API answers about operations.
import type { Status } from './answers';

export interface Operations {
  operations: Operation[];
}

export interface Operation {
  name: string;
  /** True while its timer starts it. */
  runs: boolean;
  /** Why a person switched it last. */
  reason?: string;
  /** Why its settings start nothing although it runs. */
  idle?: string;
  schedule: string;
  nextRun?: string;
  /** Its last run of each portfolio, plan or contract. */
  lastRuns: { of: string; id: string; status: Status | 'Gone'; started?: string; failure?: string }[];
}
