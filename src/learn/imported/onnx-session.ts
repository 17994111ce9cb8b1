import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { Bug } from '../../lib/bug.js';
import { TrainingFailure } from '../failure.js';

/** A tensor that goes in or comes out, as ONNX Runtime describes it; lengths that are free are names. */
export interface OnnxPort {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

export interface OnnxValue {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

interface Ports {
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}

/** ONNX Runtime with one model. It only answers later, and nets answer at once, so it runs in a thread that is waited for. */
export interface OnnxSession {
  /**
   * Takes a model in place of the one before.
   * @throws TrainingFailure where the runtime is not installed, of another version, or does not take the model
   */
  open(model: Uint8Array): Ports;
  /** One output for one input of float32. */
  run(question: OnnxValue & { readonly input: string; readonly output: string }): OnnxValue;
}

/** The version whose numbers stored results rest on; the peer dependency of `package.json`. */
export const runtimeVersion = '1.30.0';

/** A step of a net that takes longer is taken for lost. */
const patienceMs = 10 * 60_000;

const advice = `\`npm install onnxruntime-web@${runtimeVersion}\``;

const threads = new Set<Worker>();

export function startSession(): OnnxSession {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1: port, port2 } = new MessageChannel();
  const workerData = { port: port2, signal };
  const thread = new Worker(new URL('./onnx-thread.js', import.meta.url), { workerData, transferList: [port2] });
  thread.unref();
  port.unref();
  threads.add(thread);
  return {
    open(model) {
      const { version, ...ports } = ask<Ports & { readonly version: string }>(port, signal, {
        question: 'open',
        model,
      });
      if (version !== runtimeVersion)
        throw new TrainingFailure(
          'refused',
          `onnxruntime-web ${version} computes other numbers than kd is held to: ${advice}`,
        );
      return ports;
    },
    run: details => ask(port, signal, { question: 'run', ...details }),
  };
}

/** Ends the threads of all sessions: the end of a job, after which none can be used. */
export function closeSessions(): void {
  for (const thread of threads) void thread.terminate();
  threads.clear();
}

function ask<Value>(port: MessagePort, signal: Int32Array, question: object): Value {
  Atomics.store(signal, 0, 0);
  port.postMessage(question);
  if (Atomics.wait(signal, 0, 0, patienceMs) === 'timed-out')
    throw new TrainingFailure('refused', 'ONNX Runtime does not answer');
  const { message: answer } = receiveMessageOnPort(port) as { message: Answer<Value> };
  if ('value' in answer) return answer.value;
  if (answer.code === 'ERR_MODULE_NOT_FOUND')
    throw new TrainingFailure(
      'refused',
      `ONNX nets are run by the package onnxruntime-web, which is not installed: ${advice}`,
    );
  if (!answer.problem) throw new Bug('a thread failed and does not say why');
  throw new TrainingFailure('refused', `ONNX Runtime says: ${answer.problem}`);
}

type Answer<Value> = { readonly value: Value } | { readonly problem: string; readonly code: string | undefined };
