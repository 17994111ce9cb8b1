import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish, listen } from './worker.mjs';

/**
 * Has its card, by a file in the folder CARDS_IN_USE, from its first job until it leaves, and writes there which card
 * that was; and that two had it, where another process of this kind has it as well.
 */
const { CARDS_IN_USE: folder, CUDA_VISIBLE_DEVICES: uuid } = process.env;
const file = join(folder, uuid);
let has = false;

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function have() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    has = true;
  } catch {
    const other = Number(readFileSync(file, 'utf8'));
    if (isAlive(other)) return appendFileSync(join(folder, 'shared'), `${uuid} by ${other} and ${process.pid}\n`);
    rmSync(file);
    have();
  }
}

process.on('exit', () => has && rmSync(file));
listen({
  'start-job'(order) {
    if (!has) have();
    writeFileSync(join(folder, 'environment'), JSON.stringify(process.env));
    appendFileSync(join(folder, 'used'), `${uuid}\n`);
    finish(order);
  },
  exit: () => process.exit(),
});
