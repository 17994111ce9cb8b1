import { random } from '../../../src/lib/random.js';
import { folderWith, kd } from '../kd.js';
import { type Kill, live, type Victim } from './life.js';
import { commitsOf, factsOf, objectsOf } from './store-content.js';

/** Trials of two strategies that share a teacher; each training long enough to be killed in its midst. */
const experiment = `
experiment killed {
  dataset  digits { train 600  test 100 }
  teacher  mlp(32) { train { epochs 25  batch 8  optimizer adam(lr: 0.002) } }
  student  mlp(16)
  strategy each [none, kd]
  train    { epochs 25  batch 8  optimizer adam(lr: 0.002) }
  limits   { retries 20 }
}
`;

const run = ['exp', 'run', '--workers', '1', '--ui', 'json', 'killed.kd'];
const env = { KD_CHECKPOINT_SECONDS: '0.1' };

/** A run that nobody disturbs: its objects, its jobs that ended, and how long it took. */
interface Calm {
  readonly objects: Readonly<Record<string, string>>;
  readonly jobs: readonly string[];
  readonly ms: number;
}

export async function calmRun(): Promise<Calm> {
  const cwd = folderWith({ 'killed.kd': experiment });
  const started = performance.now();
  const { code, stderr } = await kd(run, { cwd, env });
  if (code !== 0) throw new Error(stderr);
  const jobs = Object.keys(commitsOf(factsOf(cwd)));
  return { objects: objectsOf(cwd), jobs, ms: performance.now() - started };
}

/** A run that was killed some times, and what is wrong with it. */
export interface Survival {
  readonly met: readonly Victim[];
  /** How many attempts went on from a checkpoint. */
  readonly resumes: number;
  readonly complaints: readonly string[];
}

/** @param life names the moments of the kills, together with the seed */
export async function survive(calm: Calm, seed: number, life: number, kills: number): Promise<Survival> {
  const draws = random(seed).for('kill', life);
  const planned = Array.from({ length: kills }, (_, index): Kill => {
    const victim = (['head', 'worker', 'both'] as const)[Math.floor(draws.uniform(2 * index) * 3)] ?? 'head';
    // together about as long as a run takes, so that most of them meet one
    return { victim, afterMs: (draws.uniform(2 * index + 1) * 1.5 * calm.ms) / kills };
  });
  const cwd = folderWith({ 'killed.kd': experiment });
  const { code, met, stderr } = await live(run, cwd, planned, env);
  const facts = factsOf(cwd);
  const commits = commitsOf(facts);
  const complaints = [
    ...(code === 0 ? [] : [`ended with ${code}: ${stderr.slice(-2_000)}`]),
    ...differences(calm.objects, objectsOf(cwd)),
    ...calm.jobs.flatMap(job => (commits[job] === 1 ? [] : `${job} ended ${commits[job] ?? 0} times`)),
  ].map(text => `seed ${seed}, life ${life}: ${text}`);
  return { met, resumes: facts.filter(({ type }) => type === 'job-resumed').length, complaints };
}

function differences(calm: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): string[] {
  const paths = new Set([...Object.keys(calm), ...Object.keys(other)]);
  return [...paths].filter(path => calm[path] !== other[path]).map(path => `${path} differs`);
}
