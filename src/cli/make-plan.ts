import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Experiment } from '../check/index.js';
import { fingerprint, fingerprintExamples, fingerprintModel, locate } from '../data/index.js';
import type { FoundEngine } from '../engines/index.js';
import { numericsOf, type Planned, planExperiments } from '../plan/index.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** The plan of some experiments on this machine: its engine, the data sets it has. */
export function makePlan(experiments: readonly Experiment[], engine: FoundEngine, { env }: Terminal): Planned {
  const { XDG_CACHE_HOME, HOME } = env;
  const cache = join(XDG_CACHE_HOME || (HOME ? join(HOME, '.cache') : tmpdir()), 'kd', 'fingerprints.json');
  return planExperiments(experiments, {
    numerics: numericsOf(engine, 1),
    fingerprint(from) {
      const found = locate(from, env);
      return 'missing' in found ? found : fingerprint(found.files, cache);
    },
    fileFingerprint: path => fingerprintModel(path, cache),
    examplesFingerprint: source => fingerprintExamples(source, env, cache),
  });
}

/** @throws CommandError where data sets or files are not there: nothing can be run */
export function requireData({ missing }: Planned): void {
  if (missing.length === 0) return;
  throw new CommandError(missing.map(({ text }) => text).join('\n'), exitCode.wrong);
}
