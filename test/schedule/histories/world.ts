import type { Job, JobId, Plan } from '../../../src/plan/index.js';
import type { Command } from '../../../src/schedule/command.js';
import type { ScheduleEvent } from '../../../src/schedule/schedule-event.js';

type Status = 'waiting' | 'running' | 'held' | 'done' | 'failed' | 'stopped' | 'canceled';

/** What somebody who watches a run knows of it, from events and commands alone; complains where a law is broken. */
export class World {
  readonly running = new Map<number, Job>();
  readonly asked = new Set<number>();
  readonly complaints: string[] = [];
  readonly #status: Map<JobId, Status>;
  /** Of a run on cards, the slots that have one. */
  readonly open: Set<number> | undefined;
  readonly quarantined = new Set<number>();
  isPaused = false;
  isFinished = false;

  constructor(
    readonly plan: Plan,
    isDone: (job: JobId) => boolean,
    /** On cards, of which none is there at the start; absent: on cores. */
    cards?: 'cards',
  ) {
    this.open = cards && new Set();
    this.#status = new Map(plan.jobs.map(({ id }) => [id, isDone(id) ? 'done' : 'waiting']));
  }

  jobsThatAre(status: Status): JobId[] {
    return [...this.#status].flatMap(([job, now]) => (now === status ? job : []));
  }

  /** What happened, before the policy is told. */
  happen(event: ScheduleEvent): void {
    if (event.type === 'slot-opened') this.open?.add(event.slot);
    else if ('slot' in event && event.type !== 'slot-idle') {
      this.running.delete(event.slot);
      this.asked.delete(event.slot);
    }
    if (event.type === 'pause-asked') this.isPaused = true;
    if (event.type === 'go-on-asked') this.isPaused = false;
    // another who lost it may have had it begun anew
    if (event.type === 'input-lost' && this.#status.get(event.input) === 'done')
      this.#status.set(event.input, 'stopped');
    const status = statusAfter[event.type];
    if (status && 'job' in event) this.#status.set(event.job, status);
  }

  /** What the policy wants. */
  obey(command: Command): void {
    if (this.isFinished) this.complaints.push(`${command.type} after the end`);
    if (command.type === 'start-job') this.#start(command.job, command.slot);
    if (command.type === 'stop-job' || command.type === 'kill-job') this.asked.add(command.slot);
    if (command.type === 'retry-job') this.#status.set(command.job, 'waiting');
    if (command.type === 'cancel-job') this.#status.set(command.job, 'canceled');
    if (command.type === 'doom-job') this.#status.set(command.job, 'failed');
    if (command.type === 'close-slot') this.#close(command.slot, command.because);
    if (command.type === 'finish-run') this.#finish();
  }

  #start(job: Job, slot: number): void {
    if (this.running.has(slot)) this.complaints.push(`slot ${slot} runs two jobs`);
    if (this.#status.get(job.id) !== 'waiting') this.complaints.push(`${job.label} is ${this.#status.get(job.id)}`);
    if (this.open?.has(slot) === false) this.complaints.push(`${job.label} starts in slot ${slot}, which has no card`);
    if (this.isPaused) this.complaints.push(`${job.label} starts in a pause`);
    for (const need of job.needs)
      if (this.#status.get(need) !== 'done') this.complaints.push(`${job.label} starts before what it needs`);
    this.running.set(slot, job);
    this.#status.set(job.id, 'running');
  }

  #close(slot: number, because: 'idle' | 'quarantined'): void {
    if (this.running.has(slot)) this.complaints.push(`slot ${slot} is closed while a job runs in it`);
    if (!this.open?.delete(slot)) this.complaints.push(`slot ${slot} is closed and was not open`);
    if (because === 'quarantined') this.quarantined.add(slot);
  }

  #finish(): void {
    this.isFinished = true;
    for (const status of ['waiting', 'running', 'held'] as const)
      if (this.jobsThatAre(status).length > 0) this.complaints.push(`a job is ${status} at the end`);
  }
}

const statusAfter: Partial<Record<ScheduleEvent['type'], Status>> = {
  'job-finished': 'done',
  'job-failed': 'failed',
  'job-stopped': 'stopped',
  'job-held': 'held',
  'job-found': 'done',
  'job-released': 'waiting',
  'input-lost': 'stopped',
};
