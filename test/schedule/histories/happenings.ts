import type { FailureReason, Job, JobId } from '../../../src/plan/index.js';
import type { ScheduleEvent } from '../../../src/schedule/schedule-event.js';
import type { World } from './world.js';

/** Something that may happen in a run as it stands, chosen by a number; undefined where it cannot happen now. */
type Happening = (world: World, which: number) => ScheduleEvent | undefined;

const ofRunning =
  (eventOf: (job: Job, slot: number, which: number, world: World) => ScheduleEvent | undefined): Happening =>
  (world, which) => {
    const running = [...world.running];
    const [slot, job] = running[which % running.length] ?? [];
    return slot === undefined || !job ? undefined : eventOf(job, slot, which, world);
  };

const ofHeld =
  (type: 'job-found' | 'job-released'): Happening =>
  (world, which) => {
    const held = world.jobsThatAre('held');
    const job = held[which % held.length];
    return job && { type, job };
  };

const ofTrial =
  (type: 'trial-stop-asked' | 'trial-retry-asked'): Happening =>
  ({ plan }, which) => {
    const trials = plan.experiments.flatMap(experiment => experiment.trials);
    const trial = trials[which % trials.length];
    return trial && { type, trial };
  };

const fails = (reason: FailureReason): Happening =>
  ofRunning(({ id: job }, slot) => ({ type: 'job-failed', job, slot, reason }));

const lost = ({ id: job, needs }: Job, slot: number, which: number): ScheduleEvent | undefined => {
  const input: JobId | undefined = needs[which % needs.length];
  return input && { type: 'input-lost', job, slot, input };
};

/** @param isMeant of the slots that a run on cards can ever use */
const ofSlots =
  (type: 'slot-opened' | 'slot-idle', isMeant: (world: World, slot: number) => boolean): Happening =>
  (world, which) => {
    const slots = [0, 1, 2, 3].filter(slot => world.open && !world.quarantined.has(slot) && isMeant(world, slot));
    const slot = slots[which % slots.length];
    return slot === undefined ? undefined : { type, slot };
  };

const isShut = ({ open }: World, slot: number): boolean => open?.has(slot) === false;

/** How often each happens beside the others, and what it is. A new kind of event is one more line. */
export const happenings: Readonly<Record<string, readonly [weight: number, Happening]>> = {
  finish: [24, ofRunning(({ id: job }, slot) => ({ type: 'job-finished', job, slot }))],
  crash: [3, fails('crashed')],
  diverge: [2, fails('diverged')],
  timeOut: [1, fails('timed-out')],
  outOfMemory: [1, fails('out-of-memory')],
  diskFull: [0.2, fails('disk-full')],
  stopped: [
    6,
    ofRunning(({ id: job }, slot, _, { asked }) => (asked.has(slot) ? { type: 'job-stopped', job, slot } : undefined)),
  ],
  held: [4, ofRunning(({ id: job }, slot) => ({ type: 'job-held', job, slot }))],
  found: [3, ofHeld('job-found')],
  released: [3, ofHeld('job-released')],
  inputLost: [1, ofRunning(lost)],
  pause: [1, () => ({ type: 'pause-asked' })],
  goOn: [3, () => ({ type: 'go-on-asked' })],
  stopTrial: [1.5, ofTrial('trial-stop-asked')],
  retryTrial: [1.5, ofTrial('trial-retry-asked')],
  workers: [1, (_, which) => ({ type: 'workers-asked', workers: 1 + (which % 4) })],
  opened: [6, ofSlots('slot-opened', isShut)],
  idle: [3, ofSlots('slot-idle', world => world.open !== undefined)],
  stop: [0.4, () => ({ type: 'stop-asked' })],
  kill: [0.2, () => ({ type: 'kill-asked' })],
};

/** What brings every run to its end: nobody holds it up, and what runs gets done. */
export const windDown: readonly Happening[] = [
  ({ isPaused }) => (isPaused ? { type: 'go-on-asked' } : undefined),
  ofHeld('job-released'),
  ofRunning(({ id: job }, slot) => ({ type: 'job-finished', job, slot })),
  ofSlots('slot-opened', isShut),
];
