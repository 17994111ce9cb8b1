import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Sought } from './engine.js';
import { type Build, bindingPackage, installation } from './installed.js';
import { packageFolder } from './package-folder.js';

const computesOn = { tensorflow: 'cores', 'tensorflow-gpu': 'card' } as const;
const remedies: Readonly<Record<Build, string>> = {
  tensorflow: 'kd engine install tensorflow',
  'tensorflow-gpu': 'kd engine install tensorflow --gpu',
};

/** A build that `kd engine install` set up, or else the package of npm where somebody installed it, as it is. */
export function findTensorflow(build: Build, env: NodeJS.ProcessEnv): Sought {
  const roundsFactors = build === 'tensorflow-gpu' && env.NVIDIA_TF32_OVERRIDE !== '0';
  const precision = roundsFactors ? ({ precision: 'tf32' } as const) : {};
  const about = { name: 'tensorflow', computesOn: computesOn[build], ...precision } as const;
  const ours = installation(build, env);
  if (ours) {
    const folder = join(ours.folder, 'node_modules', ...bindingPackage[build].split('/'));
    const version = build === 'tensorflow-gpu' ? `${ours.tensorflow}-cuda` : ours.tensorflow;
    return { ...about, version, library: `TensorFlow ${ours.tensorflow}`, folder };
  }
  const name = bindingPackage[build];
  const package_ = packageFolder(name);
  if (!package_) return { ...about, reason: 'it is not installed', remedy: remedies[build] };
  if (!existsSync(join(package_.folder, 'lib')))
    return {
      ...about,
      reason: `the package ${name} lies in ${package_.folder} without its native part: its install script did not run`,
      remedy: remedies[build],
    };
  const version = `${name.split('/')[1]}-${package_.version}`;
  return { ...about, version, library: `TensorFlow of ${name} ${package_.version}`, folder: package_.folder };
}
