import { readFileSync } from 'node:fs';

import { findCards, makeLeaseFolder, openLeases } from '../../../dist/src/devices/index.js';
import { runPlan } from '../../../dist/src/schedule/index.js';
import { openStore } from '../../../dist/src/store/index.js';

/** The head of a new run on all cards it may see, in a process of its own: `head-on-cards.mjs STORE PLAN WORKER`. */
const [folder, planFile, workerProgram] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, 'utf8'));
const store = openStore(folder);
const { visible: cards } = await findCards(process.env);

await runPlan(plan, {
  store,
  run: store.runs.create({ plan, sources: [], started: new Date() }),
  workers: cards.length,
  supply: { cards, env: process.env, leases: openLeases(makeLeaseFolder(process.env)) },
  command: [],
  now: () => new Date(),
  onEvent: event => process.stdout.write(`${JSON.stringify(event)}\n`),
  workerProgram,
  timing: { poll: 20, card: 20 },
}).finished;
