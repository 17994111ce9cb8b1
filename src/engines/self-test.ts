import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FoundEngine } from './engine.js';

/** What came of trying an engine. */
export type Trial =
  | {
      /** Of a step of a convolutional net: what most experiments spend their time on. */
      readonly stepMs: number;
      /** Of a step of a small dense net, where the cost of starting kernels counts most. */
      readonly denseStepMs: number;
      readonly losses: readonly number[];
    }
  | { readonly fault: string };

/** Seconds that an engine has; compiling the shaders of a GPU is the longest part. */
const patience = 120;

/** Trains a little on an engine, in a process of its own, which may crash or hang without harm. */
export function tryEngine({ name, computesOn }: FoundEngine, env: NodeJS.ProcessEnv): Promise<Trial> {
  const program = fileURLToPath(new URL('../worker/self-test.js', import.meta.url));
  const options = {
    // On a card that others use, TensorFlow finds too little memory to take all of it.
    env: { ...env, TF_CPP_MIN_LOG_LEVEL: '2', TF_FORCE_GPU_ALLOW_GROWTH: 'true' },
    timeout: patience * 1000,
    killSignal: 'SIGKILL',
  } as const;
  return new Promise(resolve => {
    execFile(process.execPath, [program, name, computesOn], options, (error, stdout, stderr) => {
      if (!error) return resolve(JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Trial);
      if (error.killed) return resolve({ fault: `it did not train a little within ${patience} s` });
      const said = stderr.trim().split('\n').at(-1) || error.message;
      resolve({ fault: error.signal ? `it crashed (${error.signal}): ${said}` : said });
    });
  });
}

/** Differences of rounding grow over the steps, and are far below this; a wrong kernel is far above. */
const tolerance = 2e-3;

/** How an engine's losses differ from those of `wasm`, in words; undefined where they agree. */
export function disagreement(losses: readonly number[], reference: readonly number[]): string | undefined {
  const at = reference.findIndex(
    (loss, index) => !(Math.abs((losses[index] ?? Number.NaN) - loss) <= tolerance * loss),
  );
  return at < 0 ? undefined : `it computes something else than wasm: ${losses[at]} where that has ${reference[at]}`;
}

/** Trials of earlier, kept until something of what they depend on changes. */
export interface Memory {
  get(key: string): Trial | undefined;
  set(key: string, trial: Trial): void;
}

/** @param path of a file of JSON; what cannot be read or written is forgotten */
export function memoryIn(path: string): Memory {
  let known: Record<string, Trial> = {};
  try {
    known = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Trial>;
  } catch {
    // There is none yet, or it is damaged: trying again does no harm.
  }
  return {
    get: key => known[key],
    set(key, trial) {
      known[key] = trial;
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, JSON.stringify(known));
      } catch {
        // A folder that cannot be written costs a few seconds each time.
      }
    },
  };
}
