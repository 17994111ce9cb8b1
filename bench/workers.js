/*
 * Two workers against one, on the same trials from an empty store: at least 1.8 times the throughput on two cores.
 * From the first job to the end of the run; what comes before is timed by `start-up.js`. A line for each round, as it
 * goes: half a minute to a minute each, and more on a busy machine.
 * `npm run build && node bench/workers.js [rounds]`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

const kd = join(import.meta.dirname, '..', 'dist', 'src', 'cli', 'main.js');
const file = `experiment even {
  dataset mnist { train 10_000  test 500 }
  student mlp(256)
  strategy none
  train { epochs 2 }
  seed each 1..16
}
`;

function seconds(workers) {
  const cwd = mkdtempSync(join(tmpdir(), 'kd-bench-'));
  writeFileSync(join(cwd, 'even.kd'), file);
  const run = ['exp', 'run', '--engine', 'wasm', '--ui', 'json', '--workers', workers, 'even.kd'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [kd, ...run], { cwd, encoding: 'utf8' });
  rmSync(cwd, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  const events = stdout.split('\n').flatMap(line => (line === '' ? [] : JSON.parse(line)));
  const timeOf = type => Date.parse(events.find(event => event.type === type).time);
  return (timeOf('run-finished') - timeOf('job-started')) / 1000;
}

const rounds = [];
console.log(`load of the machine before: ${loadavg()[0].toFixed(1)}`);
for (let round = 1; round <= Number(process.argv[2] ?? 3); round++) {
  const [one, two] = [seconds(1), seconds(2)];
  rounds.push([one, two]);
  console.log(
    `round ${round}: one worker ${one.toFixed(1)} s, two ${two.toFixed(1)} s: ${(one / two).toFixed(2)} times`,
  );
}
// The best of each, for other work on the machine only ever adds.
const [one, two] = [0, 1].map(side => Math.min(...rounds.map(round => round[side])));
console.log(`two workers have ${(one / two).toFixed(2)} times the throughput of one`);
