import { kdVersion } from '../../lib/kd-version.js';
import { type Job, type JobId, jobId, type Plan } from '../../plan/index.js';
import { initialState, type RunEvent, reduce } from '../../report/index.js';
import { eventReader } from '../../schedule/index.js';
import { type Objects, type RunFolder, StoreError } from '../../store/index.js';

/** What is asked of a store, or of an archive. */
type LookedAtObjects = Pick<Objects, 'has' | 'folder' | 'info' | 'faults'>;

/** Something of a run that is not as it was written. */
export interface Problem {
  readonly where: 'journal' | 'plan' | 'object' | 'file';
  /** Of an object: whose it is. */
  readonly job?: JobId;
  readonly text: string;
  /** What to do about it. */
  readonly help: string;
}

export interface Verification {
  readonly problems: readonly Problem[];
  readonly events: number;
  readonly jobs: number;
  readonly objects: number;
}

const anew = '`kd exp run` of the same files starts a new run, which finds every finished result';

/** Recomputes every hash of a run: its journal's, its plan's job ids, and those of the results that it has by its journal. */
export function verifyRun(run: Pick<RunFolder, 'folder' | 'plan' | 'events'>, objects: LookedAtObjects): Verification {
  const { value: plan, problems: ofPlan } = looking('plan', anew, () => run.plan());
  const { value: entries, problems: ofLines } = looking('journal', anew, () => run.events());
  const { value: events, problems: ofEvents } = looking('journal', anew, () =>
    plan && entries ? eventReader(run, plan)(entries) : undefined,
  );
  const jobs = plan?.jobs ?? [];
  const present = plan && events ? resultsBy(plan, events) : jobs.filter(({ id }) => objects.has(id));
  const ids = plan ? jobs.flatMap(job => idProblem(job, plan, objects)) : [];
  return {
    problems: [...ofLines, ...ofEvents, ...ofPlan, ...ids, ...present.flatMap(job => objectProblems(job, objects))],
    events: entries?.length ?? 0,
    jobs: jobs.length,
    objects: present.length,
  };
}

/** What the store cannot give is a problem of the run, and no reason to stop looking. */
function looking<T>(where: Problem['where'], help: string, look: () => T) {
  try {
    return { value: look(), problems: [] };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const [text = ''] = error.message.split('; ');
    return { value: undefined, problems: [{ where, text, help }] };
  }
}

/** Jobs whose results the run computed or took, and has not given up since. */
function resultsBy(plan: Plan, events: readonly RunEvent[]): readonly Job[] {
  const state = events.reduce(reduce, initialState(plan));
  return plan.jobs.filter(({ id }) => ['done', 'cached'].includes(state.jobs.get(id)?.state ?? ''));
}

/** Another version of kd may name the same job otherwise, so only its own plans are judged. */
function idProblem({ id, label, spec }: Job, { engine }: Plan, objects: LookedAtObjects): readonly Problem[] {
  if (jobId(spec, engine) === id || isOfAnotherKd(id, objects)) return [];
  const text = `${label}: its id ${id.slice(0, 12)} does not follow from its settings`;
  return [{ where: 'plan', job: id, text, help: `the plan was changed, or an older kd made it; ${anew}` }];
}

function isOfAnotherKd(id: JobId, objects: LookedAtObjects): boolean {
  const { value } = looking('object', '', () => (objects.has(id) ? objects.info(id).versions.kd : undefined));
  return value !== undefined && value !== kdVersion();
}

function objectProblems({ id, label }: Job, objects: LookedAtObjects): readonly Problem[] {
  const problem = (text: string, help: string): Problem => ({
    where: 'object',
    job: id,
    text: `${label}: ${text}`,
    help,
  });
  if (!objects.has(id)) return [problem('its result is gone', 'a run that needs it computes it again')];
  const { value: faults = [], problems } = looking('object', 'use a newer kd', () => objects.faults(id, 'checksums'));
  const help = '`--repair` sets it aside; a run that needs it computes it again';
  return [...problems, ...faults.map(fault => problem(`${fault} (${objects.folder(id)})`, help))];
}
