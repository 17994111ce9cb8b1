import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { eventsOf, type RunFact } from '../../../src/schedule/index.js';
import { openStore } from '../../../src/store/index.js';

/** The bytes of every file below the objects of a store, by path; of `object.json` all but the time it took. */
export function objectsOf(cwd: string): Readonly<Record<string, string>> {
  const root = join(cwd, '.kd', 'objects');
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return Object.fromEntries(
    files.map(({ name, parentPath }) => {
      const path = join(parentPath, name);
      return [relative(root, path), contentOf(path, name)] as const;
    }),
  );
}

function contentOf(path: string, name: string): string {
  if (name !== 'object.json') return readFileSync(path, 'base64');
  // the sum is over the seconds as well
  const { seconds: _, sha256: __, ...info } = JSON.parse(readFileSync(path, 'utf8'));
  return JSON.stringify(info);
}

/** What the journal of the only run says. */
export function factsOf(cwd: string): readonly RunFact[] {
  const run = openStore(join(cwd, '.kd'), 'read').runs.find();
  return eventsOf(run, run.plan());
}

/** How often each job came to its end well, by job. */
export function commitsOf(facts: readonly RunFact[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const fact of facts)
    if (fact.type === 'job-finished' || fact.type === 'job-cached') counts[fact.job] = (counts[fact.job] ?? 0) + 1;
  return counts;
}
