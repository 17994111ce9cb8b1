import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import { fingerprint, locate } from '../../src/data/index.js';
import { makeLeaseFolder, openLeases } from '../../src/devices/index.js';
import { numericsOf } from '../../src/plan/index.js';
import { openStore } from '../../src/store/index.js';
import { planText } from '../helpers/plan-text.js';
import { type StandInCards, standInCards } from '../helpers/stand-in-cards.js';
import { folderWith, kd, tiny } from './kd.js';
import { headOf, newestRun, untilFact } from './run-watcher.js';

/** A folder with a run that was planned for cards and not begun: by wasm, which computes the same wherever its process is. */
function plannedForCards(text: string): string {
  const cwd = folderWith({});
  const plan = planText(text, {
    numerics: numericsOf({ name: 'wasm', version: '4.22.0', computesOn: 'card' }, 1),
    fingerprint(from) {
      const found = locate(from, process.env);
      return 'missing' in found ? found : fingerprint(found.files, join(cwd, 'fingerprints.json'));
    },
  });
  openStore(join(cwd, '.kd')).runs.create({ plan, sources: [], started: new Date() });
  return cwd;
}

const holdersOf = ({ env, uuids }: StandInCards): string[] =>
  uuids.flatMap(uuid => openLeases(makeLeaseFolder(env)).holder(uuid)?.run ?? []);

const cwds: string[] = [];

afterEach(() => {
  for (const cwd of cwds.splice(0)) {
    const head = newestRun(cwd).head();
    if (head) process.kill(head.pid, 'SIGKILL');
  }
});

describe('kd exp resume of a run on cards', () => {
  it('trains on those that --gpus names, beside another on the rest', async () => {
    const machine = standInCards(2);
    const folders = [plannedForCards(tiny), plannedForCards(tiny)];

    const ends = await Promise.all(
      folders.map((cwd, card) =>
        kd(['exp', 'resume', '--gpus', `${card}`, '--ui', 'plain'], { cwd, env: machine.env }),
      ),
    );

    for (const [card, { code, stdout, stderr }] of ends.entries()) {
      expect(code).toBe(0);
      expect(stderr.match(/took {6}GPU \d/g)).toEqual([`took      GPU ${card}`]);
      expect(stdout).toContain('against none');
    }
    expect(holdersOf(machine)).toEqual([]);
  });

  it('with --detach holds a card until it is stopped, as kd devices shows', async () => {
    const machine = standInCards(2);
    const cwd = plannedForCards(tiny.replace('epochs 5', 'epochs 100000'));
    cwds.push(cwd);
    const circumstances = { cwd, env: machine.env };

    await kd(['exp', 'resume', '--gpus', machine.uuids[1]!, '--detach'], circumstances);
    const head = await headOf(cwd);
    await untilFact(cwd, 'epoch-finished');
    const { stdout } = await kd(['devices', '--json'], circumstances);
    const stopped = await kd(['exp', 'stop'], circumstances);
    await head.isGone();

    const { cards } = JSON.parse(stdout) as { readonly cards: readonly { readonly holder: object | null }[] };
    expect(cards).toMatchObject([
      { holder: null },
      {
        holder: {
          run: newestRun(cwd).name,
          pid: head.pid,
          work: [{ slot: 0, job: expect.stringContaining('teacher') }],
        },
      },
    ]);
    expect(stopped.code).toBe(0);
    expect(holdersOf(machine)).toEqual([]);
  });
});
