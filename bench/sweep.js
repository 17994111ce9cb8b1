/**
 * A whole sweep by `kd exp run` beside the same by hand in PyTorch (`sweep.kd`, `sweep.py`): seconds from nothing to the
 * last result, each with two processes of one thread, one after the other in one run. After `npm run build`:
 * `node bench/sweep.js [rounds]`; KD_ENGINE is the engine (tensorflow), PYTHON the command of a Python with PyTorch.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { locate } from '../dist/src/data/index.js';

const here = import.meta.dirname;
const kd = join(here, '..', 'dist', 'src', 'cli', 'main.js');
const found = locate({ name: 'fashion-mnist', settings: {} }, process.env);
if (!found.files) throw new Error('Fashion-MNIST is not on this machine: see `kd data ls`');
const clothes = dirname(found.files[0].path);
const engine = process.env.KD_ENGINE ?? 'tensorflow';

function seconds(program, args, cwd) {
  const begun = performance.now();
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return (performance.now() - begun) / 1000;
}

function byKd() {
  const folder = mkdtempSync(join(tmpdir(), 'kd-sweep-'));
  const args = [kd, 'exp', 'run', join(here, 'sweep.kd'), '--engine', engine, '--workers', '2', '--ui', 'none'];
  const taken = seconds(process.execPath, args, folder);
  rmSync(folder, { recursive: true });
  return taken;
}

const byHand = () => seconds(process.env.PYTHON ?? 'python3', [join(here, 'sweep.py'), clothes], here);

console.log('| round | kd (s) | PyTorch by hand (s) | kd / PyTorch |\n|---|---|---|---|');
for (let round = 1; round <= Number(process.argv[2] ?? 1); round++) {
  const [ours, other] = [byKd(), byHand()];
  console.log(`| ${round} | ${ours.toFixed(1)} | ${other.toFixed(1)} | ${(ours / other).toFixed(2)} |`);
}
