import { readFileSync } from 'node:fs';

import { runPlan } from '../../../dist/src/schedule/index.js';
import { openStore } from '../../../dist/src/store/index.js';

/** The head of the newest run of a store, in a process that can be killed: `head.mjs STORE PLAN WORKER`. */
const [folder, planFile, workerProgram] = process.argv.slice(2);
const store = openStore(folder);

await runPlan(JSON.parse(readFileSync(planFile, 'utf8')), {
  store,
  run: store.runs.find(),
  workers: 2,
  command: [],
  now: () => new Date(),
  onEvent: event => process.stdout.write(`${event.type}\n`),
  workerProgram,
}).finished;
