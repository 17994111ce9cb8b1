/* How long the command takes to answer: at most 200 ms for help. `npm run build && node bench/start-up.js` */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const kd = join(import.meta.dirname, '..', 'dist', 'src', 'cli', 'main.js');

/** The median of several runs, in milliseconds. */
function milliseconds(args) {
  const times = Array.from({ length: 9 }, () => {
    const before = performance.now();
    const { status } = spawnSync(process.execPath, args);
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
    return performance.now() - before;
  });
  return times.sort((a, b) => a - b)[4];
}

const bare = milliseconds(['-e', '0']);
const tell = (what, time) =>
  console.log(`${what.padEnd(24)} ${time.toFixed(0)} ms (${(time / bare).toFixed(2)} x node alone)`);

tell('node alone', bare);
tell('kd --help', milliseconds([kd, '--help']));
tell('kd explain kd', milliseconds([kd, 'explain', 'kd']));
tell('kd explain KD2201', milliseconds([kd, 'explain', 'KD2201']));
tell(
  'kd exp check',
  milliseconds([kd, 'exp', 'check', join(import.meta.dirname, '..', 'experiments', 'quickstart.kd')]),
);
