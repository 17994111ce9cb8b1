import { findEngines, isFound } from '../engines/index.js';
import { selfTest } from '../learn/engines/self-test.js';

/** A process of its own for an engine that may crash: `self-test.js NAME COMPUTES-ON` prints one line of JSON. */
const [name, computesOn] = process.argv.slice(2);
const engine = findEngines(process.env)
  .filter(isFound)
  .find(one => one.name === name && one.computesOn === computesOn);
try {
  if (!engine) throw new Error(`no engine ${name} on ${computesOn}`);
  process.stdout.write(`${JSON.stringify(await selfTest(engine.name, { ...engine, threads: 1 }))}\n`);
  process.exit(0); // some engines hold the process
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
