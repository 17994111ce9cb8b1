/**
 * What scheduling costs: the policy over 100,000 jobs, and what a job costs beyond its own work with warm workers that
 * do nothing (at most 50 ms), everything synced to a disk beside this repository.
 * Run by `npm run bench`, or after `npm run build` by `node bench/schedule.js`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { sha256 } from '../dist/src/lib/hash.js';
import { runPlan } from '../dist/src/schedule/index.js';
import { begin, step } from '../dist/src/schedule/step.js';
import { openStore } from '../dist/src/store/index.js';

const root = join(import.meta.dirname, '..');

/** `count` jobs; each beyond the first hundred needs one of those, and every other one a neighbour too. */
function layeredPlan(count) {
  const needsOf = index => (index < 100 ? [] : [index % 100, ...(index % 2 === 1 && index > 200 ? [index - 50] : [])]);
  const ids = Array.from({ length: count }, (_, index) => sha256(`job ${index}`));
  const jobs = ids.map((id, index) => ({
    id,
    label: `job ${index}`,
    spec: { kind: 'import', path: '', fingerprint: '' },
    needs: needsOf(index).map(need => ids[need]),
    work: index % 17,
    limits: { retries: 0 },
    resources: { gpus: 0, cpus: 1 },
  }));
  const engine = { engine: 'wasm', version: '0', precision: 'float32', threads: 1 };
  return { version: 1, engine, experiments: [], jobs };
}

/** Milliseconds to begin, and for all events of a run; `event` makes what happens to a running job. */
function decideAll(plan, event) {
  const begun = performance.now();
  let decision = begin(plan, { slots: 8, isDone: () => false });
  const ready = performance.now();
  const running = [];
  for (;;) {
    for (const command of decision.commands) {
      if (command.type === 'start-job') running.push(command);
      if (command.type === 'finish-run') return { begin: ready - begun, events: performance.now() - ready };
    }
    const { job, slot } = running.shift();
    decision = step(decision.state, { job: job.id, slot, ...event });
  }
}

/** Milliseconds from the first finished job to the last, by job and worker. */
async function overheadOf(jobCount, workers) {
  const folder = mkdtempSync(join(root, '.bench-'));
  const plan = { ...layeredPlan(jobCount) };
  const store = openStore(folder);
  const finishes = [];
  const run = store.runs.create({ plan, sources: [], started: new Date() });
  const { finished } = runPlan(plan, {
    store,
    run,
    workers,
    command: [],
    now: () => new Date(),
    onEvent: event => event.type === 'job-finished' && finishes.push(performance.now()),
    workerProgram: join(root, 'dist', 'src', 'worker', 'fake.js'),
  });
  await finished;
  rmSync(folder, { recursive: true });
  return ((finishes.at(-1) - finishes[0]) / (jobCount - 1)) * workers;
}

const plan = layeredPlan(100_000);
const well = decideAll(plan, { type: 'job-finished' });
const badly = decideAll(plan, { type: 'job-failed', reason: 'diverged' });
const ms = value => `${value.toFixed(1)} ms`;
console.log(`step, 100,000 jobs: begin ${ms(well.begin)}, all finish ${ms(well.events)}, all fail ${ms(badly.events)}`);
for (const workers of [1, 2])
  console.log(`overhead of a job, ${workers} warm worker(s): ${ms(await overheadOf(200, workers))} (at most 50 ms)`);
