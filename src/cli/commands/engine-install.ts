import { mkdirSync } from 'node:fs';

import {
  type Build,
  buildFolder,
  driverFault,
  enginesFolder,
  fetchedFor,
  findEngines,
  findTools,
  installedBytes,
  installTensorflow,
  isFound,
  settle,
  ToolFailure,
  type Tools,
  tryEngines,
  uninstall,
} from '../../engines/index.js';
import { isRunning, lockFile, type ProcessIdentity, thisProcess } from '../../store/index.js';
import { columns } from '../columns.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { sizeText } from '../size-text.js';
import type { Terminal } from '../terminal.js';

/** `kd engine install tensorflow [--gpu]`: says what it fetches, fetches it, compiles the binding and tries it. */
export const engineInstall: CommandAction = async ([name = ''], options, terminal) => {
  if (name !== 'tensorflow')
    throw new CommandError(`\`${name}\` needs no installation, or is no engine`, exitCode.wrong, installable(name));
  const build: Build = options.gpu ? 'tensorflow-gpu' : 'tensorflow';
  if (build === 'tensorflow-gpu') requireCard();
  const tools = requireTools(options.python);
  const usesOwn = options.python !== undefined;
  terminal.out(`${describe(build, tools, usesOwn, terminal).join('\n')}\n`);
  if (options.dryRun) return exitCode.done;

  mkdirSync(enginesFolder(terminal.env), { recursive: true });
  const lock = lockFile(`${buildFolder(build, terminal.env)}.lock`, isRunningHere);
  const other = lock.take(thisProcess());
  if (other) throw new CommandError(`process ${other.pid} is installing it at this moment`, exitCode.unusable);
  try {
    return await install(build, tools, usesOwn, terminal);
  } finally {
    lock.release();
  }
};

async function install(build: Build, tools: Tools, usesOwn: boolean, terminal: Terminal): Promise<ExitCode> {
  const interrupt = new AbortController();
  const unsubscribe = terminal.onInterrupt(() => interrupt.abort());
  const { env } = terminal;
  try {
    const onStage = (stage: string): void => terminal.err(`${stage} …\n`);
    await installTensorflow({ build, env, tools, usesOwn, signal: interrupt.signal, onStage });
    settle(build, env);
    terminal.err('comparing some steps of training with wasm …\n');
    return await verify(build, terminal);
  } catch (error) {
    if (interrupt.signal.aborted) {
      terminal.err('stopped; the same command goes on from here\n');
      return exitCode.interrupted;
    }
    if (!(error instanceof ToolFailure)) throw error;
    throw new CommandError(error.message, exitCode.unusable, 'the same command tries again and keeps what is there');
  } finally {
    unsubscribe();
  }
}

/** Trains a little on what was installed; what does not agree with wasm is taken away again. */
async function verify(build: Build, terminal: Terminal): Promise<ExitCode> {
  const there = findEngines(terminal.env).filter(isFound);
  const wanted = build === 'tensorflow-gpu' ? 'card' : 'cores';
  const engines = there.filter(
    ({ name, computesOn }) => name === 'wasm' || (name === 'tensorflow' && computesOn === wanted),
  );
  // Anew: what is remembered was perhaps another installation in the same place.
  const forgetful = { get: () => undefined, set: () => {} };
  const trials = await tryEngines(engines, terminal.env, forgetful);
  const [wasm, tensorflow] = trials.map(({ result }) => result);
  if (!tensorflow || 'fault' in tensorflow) {
    uninstall(build, terminal.env);
    const fault = tensorflow?.fault ?? 'it was not found again';
    throw new CommandError(`TensorFlow was set up and did not work: ${fault}`, exitCode.unusable);
  }
  const times =
    wasm && 'stepMs' in wasm ? `, ${(wasm.stepMs / tensorflow.stepMs).toFixed(1)} times as fast as wasm` : '';
  terminal.out(`the engine tensorflow works${times}; \`--engine auto\` takes it from now on where it is the fastest\n`);
  return exitCode.done;
}

function requireCard(): void {
  const fault = driverFault();
  if (fault)
    throw new CommandError(`TensorFlow for GPUs cannot run here: ${fault.reason}`, exitCode.unusable, fault.remedy);
}

function requireTools(python: string | undefined): Tools {
  const tools = findTools(python, python === undefined);
  if (!('lacking' in tools)) return tools;
  const what = tools.lacking.map(one => one.what).join(', ');
  throw new CommandError(
    `this needs ${what}`,
    exitCode.unusable,
    tools.lacking.map(one => one.remedy).join('\n      '),
  );
}

function describe(build: Build, { python, compiler }: Tools, usesOwn: boolean, { env }: Terminal): string[] {
  const fetched = fetchedFor[build].filter(({ from }) => from === 'npm' || !usesOwn);
  const total = fetched.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return columns([
    ...fetched.map(({ what, from, sizeBytes }) => ['fetch', `${what} by ${from} (about ${sizeText(sizeBytes)})`]),
    ['in all', `about ${sizeText(total)}, on the disk ${sizeText(usesOwn ? 310e6 : installedBytes[build])}`],
    ['with', `${usesOwn ? 'the TensorFlow of ' : ''}${python}, ${compiler}`],
    ['to', buildFolder(build, env)],
  ]);
}

const installable = (name: string): string =>
  name === 'webgpu'
    ? 'webgpu comes from npm: `npm install webgpu @tensorflow/tfjs-backend-webgpu` beside kd'
    : '`kd engine install tensorflow` is what there is';

/** A holder on another machine that shares the home folder cannot be asked, and is believed. */
const isRunningHere = (holder: ProcessIdentity): boolean => isRunning(holder) ?? true;
