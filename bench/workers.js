/*
 * Two workers against one, on the same trials from an empty store: at least 1.8 times the throughput on two cores.
 * `npm run build && node bench/workers.js`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [kd, 'exp', 'run', '--workers', workers, 'even.kd'], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  rmSync(cwd, { recursive: true });
  return (performance.now() - before) / 1000;
}

// The best of three, in turn: other work on the machine only ever adds.
const rounds = [1, 2, 3].map(() => [seconds(1), seconds(2)]);
const one = Math.min(...rounds.map(([first]) => first));
const two = Math.min(...rounds.map(([, second]) => second));
console.log(`one worker   ${one.toFixed(1)} s`);
console.log(`two workers  ${two.toFixed(1)} s: ${(one / two).toFixed(2)} times the throughput`);
