/**
 * What the dashboard costs: the real `kd exp watch` on a terminal of its own, beside a run of 1,000 trials under way whose
 * head is a process that only writes a journal, about 40 events a second. Says, for 200 × 50 and 60 × 20: its share of a
 * core (at most 10 %), pictures a second without a key (at most 2), and how long a key takes to change the screen (at most
 * 100 ms). `npm run build && node bench/dash.js [seconds]`; needs `script` of util-linux.
 */
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { checkFiles } from '../dist/src/check/index.js';
import { numericsOf, planExperiments } from '../dist/src/plan/index.js';
import { openStore } from '../dist/src/store/index.js';
import { readerOf } from './reader-of.js';

const text = `experiment sweep {
  dataset  mnist
  teachers [mlp(512, 512)]
  student  each [mlp(16), mlp(32)]
  strategy each [none, kd { temperature each [1, 2, 4, 8, 16, 32]  alpha each [0.1, 0.5, 0.9, 1] }]
  train    { epochs 100  optimizer sgd(lr: each [0.01, 0.02]) }
  seed     each 1..10
  measure  [accuracy, nll]
  compare  { against none  by accuracy }
}
`;
const kd = join(import.meta.dirname, '..', 'dist', 'src', 'cli', 'main.js');
const seconds = Number(process.argv[2] ?? 20);
const epochs = 100;
const workers = 8;

if (process.send) feed(process.argv[3]);
else await measure();

/** The head of the run, in a process of its own: half of the trials are done at once, then epochs come and trainings end. */
function feed(folder) {
  const run = openStore(folder).runs.find();
  const plan = run.plan();
  const now = () => new Date();
  const lock = run.takeHead(now);
  const { append } = run.journal(now);
  const journal = { append: fact => append([fact]) };
  const trials = plan.experiments[0].trials;
  const jobs = new Map(plan.jobs.map(job => [job.id, job]));
  const finish = (job, slot) => {
    const metrics =
      jobs.get(job).spec.kind === 'evaluate' ? { accuracy: 0.9 + 0.05 * Math.random(), nll: Math.random() } : {};
    journal.append({ type: 'job-finished', job, slot, metrics, warnings: [], seconds: 40 + 10 * Math.random() });
  };
  const epochOf = (job, epoch) => ({
    type: 'epoch-finished',
    job,
    phase: 'train',
    epoch,
    epochs,
    losses: { hard: 2 / epoch + 0.1 * Math.random(), kd: 1 / epoch },
    metrics: { accuracy: 1 - 1 / (epoch + 1) },
    seconds: 0.5,
  });
  const product = trial => jobs.get(trial.result).spec.product;
  journal.append({ type: 'run-started', run: run.name, command: ['kd'], workers });
  for (const job of trials[0].jobs.slice(0, -2)) finish(job, 0);
  const half = Math.floor(trials.length / 2);
  for (const trial of trials.slice(0, half)) {
    journal.append({ type: 'job-started', job: product(trial), attempt: 1, slot: 0 });
    for (let epoch = 5; epoch <= epochs; epoch += 5) journal.append(epochOf(product(trial), epoch));
    finish(product(trial), 0);
    finish(trial.result, 0);
    journal.append({ type: 'trial-finished', trial: trial.id, state: 'done' });
  }
  let next = half;
  const slots = Array.from({ length: workers }, (_, slot) => ({
    slot,
    epoch: (slot * epochs) / workers,
    trial: trials[next++],
  }));
  for (const { slot, trial } of slots) journal.append({ type: 'job-started', job: product(trial), attempt: 1, slot });
  process.send('ready');
  setInterval(() => lock.beat(), 2_000);
  setInterval(() => {
    for (const slot of slots) {
      slot.epoch++;
      journal.append(epochOf(product(slot.trial), Math.min(epochs, Math.floor(slot.epoch))));
      if (slot.epoch < epochs) continue;
      finish(product(slot.trial), slot.slot);
      finish(slot.trial.result, slot.slot);
      journal.append({ type: 'trial-finished', trial: slot.trial.id, state: 'done' });
      slot.trial = trials[next++ % trials.length];
      slot.epoch = 0;
      journal.append({ type: 'job-started', job: product(slot.trial), attempt: 1, slot: slot.slot });
    }
  }, 200);
  process.on('disconnect', () => process.exit());
}

async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'kd-bench-dash-'));
  try {
    const { experiments } = checkFiles(['/bench.kd'], readerOf(text));
    const { plan } = planExperiments(experiments, {
      numerics: numericsOf({ name: 'wasm', version: '4.22.0' }, 1),
      fingerprint: () => 'bench',
      fileFingerprint: () => 'bench',
    });
    openStore(folder).runs.create({ plan, sources: [], started: new Date() });
    console.log(`${plan.experiments[0].trials.length} trials, ${plan.jobs.length} jobs`);
    const head = fork(import.meta.filename, [String(seconds), folder]);
    await new Promise(resolve => head.once('message', resolve));
    for (const [columns, rows] of [
      [200, 50],
      [60, 20],
    ])
      for (const view of ['1', '2', '3', '5', '6']) await watch(folder, columns, rows, view);
    head.disconnect();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function watch(folder, columns, rows, view) {
  const words = [process.execPath, kd, 'exp', 'watch', '--store', folder].map(word => `'${word}'`).join(' ');
  const env = { ...process.env, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' };
  for (const name of ['CI', 'NO_COLOR', 'FORCE_COLOR', 'KD_UI']) delete env[name];
  const child = spawn(
    'script',
    ['-qefc', `sh -c "stty cols ${columns} rows ${rows}; echo pid=\\$\\$; exec ${words}"`, '/dev/null'],
    { env },
  );
  let written = '';
  let heard = () => {};
  child.stdout.on('data', chunk => {
    written += chunk;
    heard();
  });
  const shows = async found => {
    while (!found(written)) await new Promise(resolve => (heard = resolve));
  };
  await shows(seen => seen.includes('leave'));
  const pid = Number(/pid=(\d+)/.exec(written)[1]);
  child.stdin.write(view);
  await pause(3_000);

  const pictures = written.split('\u001B[?2026h').length;
  const bytes = written.length;
  const cpu = cpuSeconds(pid);
  const begun = performance.now();
  await pause(seconds * 1_000);
  const took = (performance.now() - begun) / 1_000;
  const share = (cpuSeconds(pid) - cpu) / took;
  const perSecond = (written.split('\u001B[?2026h').length - pictures) / took;
  const bytesPerSecond = (written.length - bytes) / took;

  const waits = [];
  const spent = cpuSeconds(pid);
  for (let key = 0; key < 15; key++) {
    // What a tick draws is not an answer: a key is typed in the quiet after one.
    await new Promise(resolve => (heard = resolve));
    await pause(60);
    const from = performance.now();
    const answered = new Promise(resolve => (heard = resolve));
    child.stdin.write(key % 2 === 0 ? '?' : '\u001B');
    await answered;
    waits.push(performance.now() - from);
  }
  const keyCost = (cpuSeconds(pid) - spent) / waits.length;
  waits.sort((a, b) => a - b);
  const memory = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  child.stdin.write('q');
  console.log(
    `${`${columns} x ${rows}`.padEnd(9)} view ${view}  ${(100 * share).toFixed(1)} % of a core  ${perSecond.toFixed(2)} pictures/s  ` +
      `${(bytesPerSecond / 1000).toFixed(1)} kB/s  key ${waits[waits.length >> 1].toFixed(0)} ms, at most ${waits.at(-1).toFixed(0)} ms, ${(1000 * keyCost).toFixed(0)} ms of a core with the ticks between  ${memory.toFixed(0)} MB`,
  );
  await new Promise(resolve => child.on('close', resolve));
}

/** What a process has spent so far. */
function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
