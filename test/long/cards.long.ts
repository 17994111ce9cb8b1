import { expect, it } from 'vitest';

import { makeLeaseFolder, openLeases } from '../../src/devices/index.js';
import { random } from '../../src/lib/random.js';
import { standInCards } from '../helpers/stand-in-cards.js';
import { flat, type Head, startHead, useLog } from '../schedule/helpers/heads-on-cards.js';
import { amount, since, writeResults } from './results.js';

const seed = amount('LONG_SEED', 1);
const wanted = amount('LONG_CARD_KILLS', 100);
const atOnce = 4;

it(`no card is ever shared, though ${wanted} of the heads that want them are killed`, async () => {
  const started = performance.now();
  const stream = random(seed).for('cards');
  const machine = standInCards(3);
  const log = useLog();
  const heads: Head[] = [];
  let drawn = 0;
  let killed = 0;
  const start = (): Head => startHead(flat(9), 'has-a-card', { ...machine.env, ...log.env });

  // As many lives side by side as there are; one ends by itself or by a kill at a random moment, and the next begins.
  async function live(): Promise<void> {
    while (killed < wanted) {
      const head = start();
      heads.push(head);
      const timer = setTimeout(
        () => {
          if (head.process.kill('SIGKILL')) killed++;
        },
        500 + 6_000 * stream.uniform(drawn++),
      );
      await head.exit;
      clearTimeout(timer);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, live));
  const last = start();
  const code = await last.exit;

  const left = machine.uuids.filter(uuid => openLeases(makeLeaseFolder(machine.env)).holder(uuid));
  const shared = log.shared().split('\n').length - 1;
  writeResults('Cards and killed heads', {
    'heads, four at once on three cards': heads.length + 1,
    'killed at random moments': killed,
    'jobs done': log.used().length,
    'cards that two processes had at once': shared,
    'leases left at the end': left.length,
    'in all': since(started),
    seed,
  });
  expect({ shared, left, code }).toEqual({ shared: 0, left: [], code: 0 });
});
