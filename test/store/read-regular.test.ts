import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openStore, type RunFolder, StoreError } from '../../src/store/index.js';
import { planOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const replacements: readonly (readonly [string, (path: string) => void])[] = [
  ['a pipe', path => void execFileSync('mkfifo', [path])],
  ['a folder', path => void mkdirSync(path)],
  [
    'a link that leads out',
    path => {
      const secret = join(temporaryFolder(), 'secret');
      writeFileSync(secret, '{}');
      symlinkSync(secret, path);
    },
  ],
];

const looks: readonly (readonly [string, (run: RunFolder) => unknown])[] = [
  ['plan.json', run => run.plan()],
  ['journal.jsonl', run => run.events()],
  ['journal.jsonl', run => run.follow().next()],
  ['head.json', run => run.head()],
];

describe.skipIf(process.platform === 'win32')('a file of a run', () => {
  it.each(looks.flatMap(([file, look]) => replacements.map(([name, make]) => [file, name, look, make] as const)))(
    '%s that is %s is refused at once',
    (file, _name, look, make) => {
      const { runs } = openStore(join(temporaryFolder(), '.kd'));
      const run = runs.create({ plan: planOf([{ name: 'job' }]), sources: [], started: new Date() });
      const path = join(run.folder, file);
      rmSync(path, { force: true });
      make(path);

      expect(() => look(run)).toThrow(StoreError);
      expect(() => look(run)).toThrow(path);
    },
  );
});
