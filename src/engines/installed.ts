import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enginesFolder } from './engines-folder.js';

/** The builds of TensorFlow that kd can set up: on cores, and on cards of NVIDIA. */
export type Build = 'tensorflow' | 'tensorflow-gpu';

/** What an installation says of itself; written as its last act, so where it is, all of it is. */
export interface InstallationRecord {
  readonly format: 1;
  /** Version of TensorFlow. */
  readonly tensorflow: string;
  /** Version of the binding. */
  readonly binding: string;
}

export interface Installation extends InstallationRecord {
  readonly folder: string;
}

export const recordName = 'engine.json';
export const buildFolder = (build: Build, env: NodeJS.ProcessEnv): string => join(enginesFolder(env), build);

/** The package of npm whose binding a build uses. */
export const bindingPackage: Readonly<Record<Build, string>> = {
  tensorflow: '@tensorflow/tfjs-node',
  'tensorflow-gpu': '@tensorflow/tfjs-node-gpu',
};

/** What `kd engine install` has set up, if it has. */
export function installation(build: Build, env: NodeJS.ProcessEnv): Installation | undefined {
  const folder = buildFolder(build, env);
  const record = join(folder, recordName);
  if (!existsSync(record)) return undefined;
  const stated = JSON.parse(readFileSync(record, 'utf8')) as InstallationRecord;
  return stated.format === 1 ? { ...stated, folder } : undefined;
}
