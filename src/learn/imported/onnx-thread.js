/**
 * The thread of an `OnnxSession`: runs ONNX Runtime, which only answers later, for a thread that waits. Plain
 * JavaScript, so that the thread is the same whether the rest is compiled or run from its sources by a test.
 */
import { workerData } from 'node:worker_threads';

/** @type {{ port: import('node:worker_threads').MessagePort, signal: Int32Array }} */
const { port, signal } = workerData;

let session;

/** Loaded when first asked for: it need not be installed. */
async function runtime() {
  const onnx = await import('onnxruntime-web');
  onnx.env.wasm.numThreads = 1; // one thread gives the same bits everywhere
  onnx.env.logLevel = 'fatal'; // failures are told in the answer
  return onnx;
}

const questions = {
  async open({ model }) {
    const { InferenceSession, env } = await runtime();
    await session?.release();
    session = await InferenceSession.create(model, { executionProviders: ['wasm'] });
    return { version: env.versions.web, inputs: session.inputMetadata, outputs: session.outputMetadata };
  },
  async run({ input, output, values, shape }) {
    const { Tensor } = await runtime();
    const results = await session.run({ [input]: new Tensor('float32', values, shape) }, [output]);
    return { values: results[output].data, shape: results[output].dims };
  },
};

port.on('message', async ({ question, ...details }) => {
  let answer;
  try {
    answer = { value: await questions[question](details) };
  } catch (error) {
    answer = { problem: error instanceof Error ? error.message : String(error), code: error?.code };
  }
  port.postMessage(answer);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
