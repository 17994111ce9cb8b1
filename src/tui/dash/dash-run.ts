import type {
  ClassCount,
  JobId,
  MetricLookup,
  PlannedTrial,
  RunResults,
  RunState,
  TimeLeft,
  TrialStory,
} from '../../report/index.js';
import type { DeviceReadings, SlotFacts } from './devices.js';
import type { Curves } from './history.js';

/** What views know of the run, at one moment. Nothing in it is changed by looking. */
export interface DashRun {
  readonly state: RunState;
  /** Put together now and then: at 1,000 trials they cost more than a frame. */
  readonly results: RunResults;
  readonly nowMs: number;
  readonly left: TimeLeft | undefined;
  /** `leads`: the run was started from here, and ends with us unless it is let go. */
  readonly role: 'leads' | 'watches';
  /** Its head is gone and could not say so. */
  readonly isLost: boolean;
  /** What happened, a line each, the oldest first. */
  readonly log: readonly string[];
  readonly slots: readonly SlotFacts[];
  readonly devices: DeviceReadings | undefined;
  readonly metric: MetricLookup;
  readonly classes: ClassCount;
  curves(job: JobId): Curves | undefined;
  story(trial: PlannedTrial): TrialStory;
  /** The end of the log of an attempt; undefined where there is none. */
  jobLog(job: JobId, attempt: number): readonly string[] | undefined;
}
