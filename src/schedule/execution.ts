import PQueue from 'p-queue';

import { must, unreachable } from '../lib/bug.js';
import type { Job, JobId, Plan, PlannedTrial } from '../plan/index.js';
import type { ClaimHolder, Journal } from '../store/index.js';
import type { AttemptEnd } from './attempt.js';
import type { Failure } from './cause-of-death.js';
import type { Command, RunOutcome } from './command.js';
import type { PastFact } from './early-stop.js';
import { eventsOf } from './event-reader.js';
import type { RunFact, StopAsker } from './events.js';
import { FiledRequests } from './filed-requests.js';
import { type HeldJobs, heldJobs, holderText } from './held-jobs.js';
import { inputLost, type LastFact, lastFact } from './last-fact.js';
import { type Obedience, obey } from './obey.js';
import { newKinds, preflight } from './preflight.js';
import { createRecorder, type Recorder } from './recorder.js';
import type { RunRequest } from './request.js';
import { type DoneBefore, doneBefore, outcomeOf } from './resume.js';
import type { RunOptions } from './run.js';
import type { ScheduleEvent } from './schedule-event.js';
import { Slots } from './slots.js';
import { begin, type Decision, type ScheduleState, step } from './step.js';
import { storedEpochs } from './stored-epochs.js';
import { StoredResults } from './stored-results.js';
import { trialOutcomes } from './trial-outcomes.js';
import { wantedSlots } from './wanted-slots.js';
import type { WorkerProgram } from './worker-process.js';

type RunEnd = { readonly outcome: RunOutcome } | { readonly error: unknown };

/** Does what `step` decides, writes down what happens, and tells `step`. */
export class Execution {
  readonly ended: Promise<RunEnd>;
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #recorder: Recorder;
  readonly #slots: Slots;
  readonly #queue: PQueue;
  readonly #before: DoneBefore;
  readonly #trialsOver: (fact: RunFact) => readonly RunFact[];
  readonly #lastAttempt = new Map<JobId, number>();
  readonly #isFresh: boolean;
  readonly #results: StoredResults;
  readonly #held: HeldJobs;
  readonly #requests: FiledRequests;
  readonly #preflight = new AbortController();
  #doomed: ReadonlyMap<JobId, Failure> = new Map();
  /** Asked before the policy could begin. */
  readonly #early: ScheduleEvent[] = [];
  #state: ScheduleState | undefined;
  #isEnding = false;
  #end: (end: RunEnd) => void = () => {};

  constructor(plan: Plan, program: WorkerProgram, options: RunOptions, journal: Journal<RunFact>) {
    const { workers, store, run, timing, fresh, onEvent, supply } = options;
    this.ended = new Promise(resolve => {
      this.#end = resolve;
    });
    this.#plan = plan;
    this.#options = options;
    this.#recorder = createRecorder(journal, onEvent, error => this.#fail(error));
    this.#queue = new PQueue({ concurrency: workers });
    this.#before = doneBefore(journal.entries);
    this.#requests = new FiledRequests(run, this.#before.lastRequest);
    this.#isFresh = fresh ?? this.#before.isFresh;
    const counts = (id: JobId): boolean => !this.#isFresh || this.#before.jobs.has(id);
    this.#results = new StoredResults(store.objects, counts, facts => this.#record(facts));
    const isOver = ({ id, result }: PlannedTrial): boolean =>
      this.#before.trials.has(id) && !this.#results.wasLost(result);
    this.#trialsOver = trialOutcomes(plan, isOver);
    this.#held = heldJobs(store.claims, id => this.#results.isWhole(id));
    const onFact = (fact: RunFact): void => this.#record([fact]);
    this.#slots = new Slots({ workers, supply, leasedFor: run.name, program, store, timing, onFact });
    this.guard(() => void this.#start(journal.entries.length === 0).catch(error => this.#fail(error)));
  }

  ask(request: RunRequest, by: StopAsker): void {
    if (!this.#isEnding) this.guard(() => void this.#obey(request, by));
  }

  /** Looks for what others ask of the run, and for what other heads have done of it. Every so often. */
  poll(): void {
    if (this.#isEnding) return;
    this.#answerRequests(request => this.#obey(request, 'request'));
    for (const { job, became } of this.#state ? this.#held.poll() : []) {
      if (became === 'found') this.#recordCached(job);
      else this.#record([{ type: 'job-released', job }]);
      this.#tell({ type: `job-${became}`, job });
    }
    this.#tendSlots();
  }

  /** Says to others that it lives. */
  beat(): void {
    this.#slots.beat();
  }

  /** The head cannot go on without its store: the run ends, and the journal tells how far it came. */
  guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#fail(error);
    }
  }

  async #start(isNew: boolean): Promise<void> {
    const { workers, supply, failFast = false, retry } = this.#options;
    const plan = this.#plan;
    const damaged = this.#results.setAside(plan.jobs);
    const done = plan.jobs.filter(job => this.#results.isDone(job.id));
    const facts = done.map(job => this.#results.cached(job.id));
    const cached = facts.filter((_, index) => !this.#before.jobs.has(must(done[index], 'job').id));
    this.#record([isNew ? this.#beginning() : { type: 'run-resumed', workers }]);
    // A head may have been killed between a job's last fact and its trial's.
    this.#record([...damaged, ...cached, ...facts.flatMap(fact => this.#trialsOver(fact))]);
    this.#record((retry ?? []).map(trial => ({ type: 'trial-retried', trial })));
    this.#answerRequests(() => ({ refused: 'it was asked of a head that is gone' }));
    const doneIds = new Set(done.map(job => job.id));
    const isDone = (id: JobId): boolean => doneIds.has(id);
    const open = await this.#tryNewKinds(isDone);
    if (this.#isEnding) return;
    this.#apply(
      begin(plan, {
        slots: this.#slots.count,
        workers,
        ...(supply ? { open } : {}),
        failFast,
        isDone,
        past: this.#past(plan, doneIds),
        stoppedTrials: this.#before.stoppedTrials,
        ...(retry ? { onlyTrials: new Set(retry) } : {}),
        doomed: new Set(this.#doomed.keys()),
        isPaused: true,
      }),
    );
    // Whoever asked for a stop or a pause meanwhile comes first.
    const early = this.#early.splice(0);
    for (const event of early) this.#tell(event);
    if (early.findLast(({ type }) => type === 'pause-asked' || type === 'go-on-asked')?.type !== 'pause-asked')
      this.#tell({ type: 'go-on-asked' });
    this.#tendSlots();
  }

  #beginning(): RunFact {
    const { run, command, workers } = this.#options;
    const fresh = this.#isFresh ? { fresh: true as const } : {};
    return { type: 'run-started', run: run.name, command, workers, ...fresh };
  }

  /** Which slots are open then. */
  async #tryNewKinds(isDone: (id: JobId) => boolean): Promise<readonly number[]> {
    const kinds = this.#options.preflight && !this.#before.hadPreflight ? newKinds(this.#plan, isDone) : [];
    if (kinds.length === 0) return [];
    const { signal } = this.#preflight;
    const open = await this.#slots.first(Math.min(kinds.length, this.#options.workers), signal);
    const slots = open.map(slot => this.#slots.at(slot));
    this.#doomed = await preflight(this.#plan, kinds, slots, signal, fact => this.#record([fact]));
    return open;
  }

  #answerRequests(obey: (request: RunRequest) => Obedience): void {
    this.#requests.answer(obey, answer => this.#record([answer]));
  }

  /** Opens slots that the policy could use, and has those shut that had nothing to do for a while. */
  #tendSlots(): void {
    if (!this.#state) return;
    for (const slot of this.#slots.idle) this.#tell({ type: 'slot-idle', slot });
    const opening = this.#slots.open(wantedSlots(this.#state.run)).then(opened => {
      for (const slot of opened) if (!this.#isEnding) this.#tell({ type: 'slot-opened', slot });
    });
    void opening.catch(error => this.#fail(error));
  }

  #obey(request: RunRequest, by: StopAsker): Obedience {
    const obedience = obey(request, by, this.#plan);
    if ('refused' in obedience) return obedience;
    const { facts, event } = obedience;
    if (request.type === 'stop' || request.type === 'kill') this.#preflight.abort();
    if (request.type === 'set-workers') this.#setWorkers(request.workers);
    this.#record(facts);
    if (!this.#state) this.#early.push(event);
    else if (!this.#tell(event) && aboutTrials(event)) return { refused: 'nothing of the trial is left to do so' };
    return obedience;
  }

  #setWorkers(workers: number): void {
    this.#slots.grow(workers);
    this.#queue.concurrency = workers;
  }

  #past(plan: Plan, done: ReadonlySet<JobId>): readonly PastFact[] {
    const { past } = this.#before;
    const trainedHere = new Set(past.flatMap(fact => (fact.type === 'epoch-finished' ? fact.job : [])));
    const stored = storedEpochs(plan, this.#options.store.objects, id => done.has(id) && !trainedHere.has(id));
    return [...stored, ...past];
  }

  /** Whether anything came of it. */
  #tell(event: ScheduleEvent): boolean {
    return this.#apply(step(must(this.#state, 'state of the schedule'), event));
  }

  #apply({ state, commands }: Decision): boolean {
    this.#state = state;
    this.#record(commands.flatMap(command => this.#factsOf(command)));
    for (const command of commands) this.#act(command);
    return commands.length > 0;
  }

  #factsOf(command: Command): readonly RunFact[] {
    switch (command.type) {
      case 'retry-job':
        return [{ type: 'job-retried', job: command.job, attempt: (this.#lastAttempt.get(command.job) ?? 0) + 1 }];
      case 'give-up-cell':
        return [{ type: 'cell-stopped-early', ...command.cell }];
      case 'close-slot':
        return [{ type: 'slot-closed', slot: command.slot, because: command.because }];
      case 'doom-job': {
        const failure = must(this.#doomed.get(command.job), `why ${command.job} is doomed`);
        return this.#withTrials({ type: 'job-failed', job: command.job, slot: 0, attempt: 0, ...failure });
      }
      case 'cancel-job': {
        const { job, because } = command;
        const isKnown = because === 'not-asked' || this.#before.withdrawn.has(job);
        return isKnown ? [] : this.#withTrials({ type: 'job-canceled', job, because });
      }
      default:
        return [];
    }
  }

  #withTrials(fact: RunFact): readonly RunFact[] {
    return [fact, ...this.#trialsOver(fact)];
  }

  #act(command: Command): void {
    const orFail = (done: Promise<void>): void => void done.catch(error => this.#fail(error));
    switch (command.type) {
      case 'retry-job':
      case 'cancel-job':
      case 'give-up-cell':
      case 'doom-job':
        break;
      case 'start-job':
        orFail(this.#queue.add(() => this.#run(command.job, command.slot)));
        break;
      case 'stop-job':
        this.#slots.at(command.slot).stop();
        break;
      case 'kill-job':
        this.#slots.at(command.slot).kill();
        break;
      case 'close-slot':
        orFail(this.#slots.close(command.slot, command.because === 'quarantined'));
        break;
      case 'finish-run':
        orFail(this.#finish(command.state));
        break;
      default:
        unreachable(command);
    }
  }

  async #run(job: Job, slot: number): Promise<void> {
    const { id } = job;
    // Another head may have brought it to the store meanwhile, or a worker that died before it could say so.
    if (this.#results.isWhole(id)) return this.#pass(id, slot);
    const { store, run } = this.#options;
    const { claims, attempts, checkpoints } = store;
    const taken = claims.take(id, run.name);
    if ('holder' in taken) return this.#leaveTo(taken.holder, id, slot);
    try {
      // Its result may have come between the look and the claim.
      if (this.#results.isWhole(id)) return this.#pass(id, slot);
      // A fresh run goes on from its own checkpoints only.
      if (this.#isFresh && !this.#before.started.has(id) && !this.#lastAttempt.has(id)) checkpoints.remove(id);
      const attempt = attempts.start(id);
      taken.claim.note(attempt);
      const end = await this.#attempt(job, slot, attempt);
      taken.claim.release();
      if (!this.#isEnding) this.#report(lastFact(end, id, slot, attempt), inputLost(end, this.#plan));
    } finally {
      taken.claim.release();
    }
  }

  #pass(job: JobId, slot: number): void {
    this.#recordCached(job);
    this.#tell({ type: 'job-finished', job, slot });
  }

  #leaveTo(holder: ClaimHolder, job: JobId, slot: number): void {
    this.#held.add(job);
    this.#record([{ type: 'job-held', job, by: holderText(holder) }]);
    this.#tell({ type: 'job-held', job, slot });
  }

  async #attempt(job: Job, slot: number, attempt: number): Promise<AttemptEnd> {
    const { id, spec } = job;
    this.#lastAttempt.set(id, attempt);
    this.#record([{ type: 'job-started', job: id, attempt, slot }]);
    this.#slots.noteJob(slot, job.label);
    const end = await this.#slots.at(slot).run(job, {
      order: { type: 'start-job', job: id, spec, attempt },
      logFolder: this.#options.store.attempts.folder(id, attempt),
      onEpoch: progress => this.#hear({ type: 'epoch-finished', job: id, ...progress }),
      onResume: at => this.#record([{ type: 'job-resumed', job: id, attempt, ...at }]),
    });
    this.#slots.noteJob(slot);
    return end;
  }

  #recordCached(job: JobId): void {
    this.#record(this.#withTrials(this.#results.cached(job)));
  }

  #hear(fact: Extract<RunFact, { readonly type: 'epoch-finished' }>): void {
    this.#record([fact]);
    if (!this.#isEnding) this.guard(() => this.#tell(fact));
  }

  #report(fact: LastFact, lost?: JobId): void {
    const { job, slot } = fact;
    const event: ScheduleEvent = lost === undefined ? fact : { type: 'input-lost', job, slot, input: lost };
    const decision = step(must(this.#state, 'state of the schedule'), event);
    const isLast = !decision.commands.some(command => command.type === 'retry-job' && command.job === job);
    const losses = lost === undefined ? [] : this.#results.lose(lost);
    this.#record([fact, ...losses, ...(isLast ? this.#trialsOver(fact) : [])]);
    this.#apply(decision);
  }

  async #finish(outcome: RunOutcome): Promise<void> {
    await this.#slots.closeAll();
    await this.#recorder.settled();
    const { run, retry } = this.#options;
    // Where only some trials were tried again, the others are as they were.
    const state = retry ? outcomeOf(this.#plan, eventsOf(run, this.#plan)) : outcome;
    this.#record([{ type: 'run-finished', state }]);
    this.#isEnding = true;
    await this.#recorder.settled();
    this.#end({ outcome: state });
  }

  #fail(error: unknown): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#preflight.abort();
    this.#slots.killAll();
    void this.#slots.closeAll().then(() => this.#end({ error }));
  }

  #record(facts: readonly RunFact[]): void {
    if (!this.#isEnding && facts.length > 0) this.guard(() => this.#recorder.record(facts));
  }
}

const aboutTrials = ({ type }: ScheduleEvent): boolean => type === 'trial-stop-asked' || type === 'trial-retry-asked';
