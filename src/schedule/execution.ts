import PQueue from 'p-queue';

import { must, unreachable } from '../lib/bug.js';
import type { Job, JobId, Plan } from '../plan/index.js';
import type { Journal } from '../store/index.js';
import type { AttemptEnd } from './attempt.js';
import type { PastFact } from './early-stop.js';
import type { RunFact, StopAsker } from './events.js';
import { createRecorder, type Recorder } from './recorder.js';
import { type DoneBefore, doneBefore } from './resume.js';
import type { RunOptions } from './run.js';
import { openSlot, type Slot } from './slot.js';
import {
  begin,
  type Command,
  type Decision,
  type RunOutcome,
  type ScheduleEvent,
  type ScheduleState,
  step,
} from './step.js';
import { storedEpochs } from './stored-epochs.js';
import { trialOutcomes } from './trial-outcomes.js';
import type { WorkerProgram } from './worker-process.js';

type RunEnd = { readonly outcome: RunOutcome } | { readonly error: unknown };
type LastFact = Extract<RunFact, { readonly type: 'job-finished' | 'job-failed' | 'job-stopped' }>;

/** Does what `step` decides, writes down what happens, and tells `step`. */
export class Execution {
  readonly ended: Promise<RunEnd>;
  readonly #options: RunOptions;
  readonly #recorder: Recorder;
  readonly #slots: readonly Slot[];
  readonly #queue: PQueue;
  readonly #before: DoneBefore;
  readonly #trialsOver: (fact: RunFact) => readonly RunFact[];
  readonly #lastAttempt = new Map<JobId, number>();
  #state: ScheduleState | undefined;
  #isEnding = false;
  #end: (end: RunEnd) => void = () => {};

  constructor(plan: Plan, program: WorkerProgram, options: RunOptions, journal: Journal<RunFact>) {
    const { workers, store, timing, onEvent } = options;
    this.ended = new Promise(resolve => {
      this.#end = resolve;
    });
    this.#options = options;
    this.#recorder = createRecorder(journal, onEvent, error => this.#fail(error));
    this.#queue = new PQueue({ concurrency: workers });
    this.#before = doneBefore(journal.entries);
    this.#trialsOver = trialOutcomes(plan, trial => this.#before.trials.has(trial));
    const onFact = (fact: RunFact): void => this.#record([fact]);
    this.#slots = Array.from({ length: workers }, (_, slot) => openSlot({ slot, program, store, timing, onFact }));
    this.guard(() => this.#start(plan, journal.entries.length === 0));
  }

  ask(what: 'stop' | 'kill', by: StopAsker): void {
    if (this.#isEnding) return;
    this.guard(() => {
      this.#record([{ type: 'stop-asked', by }]);
      this.#tell({ type: what === 'stop' ? 'stop-asked' : 'kill-asked' });
    });
  }

  /** The head cannot go on without its store: the run ends, and the journal tells how far it came. */
  guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#fail(error);
    }
  }

  #start(plan: Plan, isNew: boolean): void {
    const { run, command, workers, failFast = false } = this.#options;
    const done = plan.jobs.filter(job => this.#isDone(job.id));
    const facts = done.map(job => this.#cachedFact(job.id));
    const cached = facts.filter((_, index) => !this.#before.jobs.has(must(done[index], 'job').id));
    this.#record([isNew ? { type: 'run-started', run: run.name, command, workers } : { type: 'run-resumed', workers }]);
    // A head may have been killed between a job's last fact and its trial's.
    this.#record([...cached, ...facts.flatMap(fact => this.#trialsOver(fact))]);
    const doneIds = new Set(done.map(job => job.id));
    const past = this.#past(plan, doneIds);
    this.#apply(begin(plan, { slots: workers, failFast, isDone: id => doneIds.has(id), past }));
  }

  #past(plan: Plan, done: ReadonlySet<JobId>): readonly PastFact[] {
    const { past } = this.#before;
    const trainedHere = new Set(past.flatMap(fact => (fact.type === 'epoch-finished' ? fact.job : [])));
    const stored = storedEpochs(plan, this.#options.store.objects, id => done.has(id) && !trainedHere.has(id));
    return [...stored, ...past];
  }

  #isDone(id: JobId): boolean {
    const { store, fresh = false } = this.#options;
    return (!fresh || this.#before.jobs.has(id)) && store.objects.has(id);
  }

  #cachedFact(job: JobId): RunFact {
    const { metrics, warnings, seconds } = this.#options.store.objects.info(job);
    return { type: 'job-cached', job, metrics, warnings, seconds };
  }

  #tell(event: ScheduleEvent): void {
    this.#apply(step(must(this.#state, 'state of the schedule'), event));
  }

  #apply({ state, commands }: Decision): void {
    this.#state = state;
    const facts = commands.flatMap(command => this.#factsOf(command));
    if (facts.length > 0) this.#record(facts);
    for (const command of commands) this.#act(command);
  }

  #factsOf(command: Command): readonly RunFact[] {
    if (command.type === 'retry-job')
      return [{ type: 'job-retried', job: command.job, attempt: (this.#lastAttempt.get(command.job) ?? 0) + 1 }];
    if (command.type === 'give-up-cell') return [{ type: 'cell-stopped-early', ...command.cell }];
    if (command.type !== 'cancel-job' || this.#before.stoppedEarly.has(command.job)) return [];
    const fact: RunFact = { type: 'job-canceled', job: command.job, because: command.because };
    return [fact, ...this.#trialsOver(fact)];
  }

  #act(command: Command): void {
    const orFail = (done: Promise<void>): void => void done.catch(error => this.#fail(error));
    switch (command.type) {
      case 'retry-job':
      case 'cancel-job':
      case 'give-up-cell':
        break;
      case 'start-job':
        orFail(this.#queue.add(() => this.#run(command.job, command.slot)));
        break;
      case 'stop-job':
        this.#slot(command.slot).stop();
        break;
      case 'kill-job':
        this.#slot(command.slot).kill();
        break;
      case 'finish-run':
        orFail(this.#finish(command.state));
        break;
      default:
        unreachable(command);
    }
  }

  async #run({ id, ...job }: Job, slot: number): Promise<void> {
    // Another head may have brought it to the store meanwhile, or a worker that died before it could say so.
    if (this.#isDone(id)) {
      const fact = this.#cachedFact(id);
      this.#record([fact, ...this.#trialsOver(fact)]);
      this.#tell({ type: 'job-finished', job: id, slot });
      return;
    }
    const { attempts } = this.#options.store;
    const attempt = attempts.start(id);
    this.#lastAttempt.set(id, attempt);
    this.#record([{ type: 'job-started', job: id, attempt, slot }]);
    const end = await this.#slot(slot).run(
      { id, ...job },
      {
        order: { type: 'start-job', job: id, spec: job.spec, attempt },
        logFolder: attempts.folder(id, attempt),
        onEpoch: progress => this.#hear({ type: 'epoch-finished', job: id, ...progress }),
        onResume: at => this.#record([{ type: 'job-resumed', job: id, attempt, ...at }]),
      },
    );
    if (!this.#isEnding) this.#report(factOf(end, id, slot, attempt));
  }

  #hear(fact: Extract<RunFact, { readonly type: 'epoch-finished' }>): void {
    this.#record([fact]);
    if (!this.#isEnding) this.guard(() => this.#tell(fact));
  }

  #report(fact: LastFact): void {
    const decision = step(must(this.#state, 'state of the schedule'), fact);
    const isLast = !decision.commands.some(command => command.type === 'retry-job');
    this.#record([fact, ...(isLast ? this.#trialsOver(fact) : [])]);
    this.#apply(decision);
  }

  async #finish(outcome: RunOutcome): Promise<void> {
    await Promise.all(this.#slots.map(slot => slot.close()));
    this.#record([{ type: 'run-finished', state: outcome }]);
    this.#isEnding = true;
    await this.#recorder.settled();
    this.#end({ outcome });
  }

  #fail(error: unknown): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    for (const slot of this.#slots) slot.kill();
    void Promise.all(this.#slots.map(slot => slot.close())).then(() => this.#end({ error }));
  }

  #record(facts: readonly RunFact[]): void {
    if (!this.#isEnding) this.guard(() => this.#recorder.record(facts));
  }

  #slot(slot: number): Slot {
    return must(this.#slots[slot], `slot ${slot}`);
  }
}

function factOf(end: AttemptEnd, job: JobId, slot: number, attempt: number): LastFact {
  switch (end.type) {
    case 'finished':
      return { type: 'job-finished', job, slot, ...end.result };
    case 'failed':
      return { type: 'job-failed', job, slot, attempt, reason: end.reason, text: end.text };
    case 'stopped':
      return { type: 'job-stopped', job, slot };
    default:
      return unreachable(end);
  }
}
