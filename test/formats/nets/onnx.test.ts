import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onnxModel } from '../../../src/formats/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import { openOnnx } from '../../../src/learn/imported/onnx-net.js';
import { closeSessions } from '../../../src/learn/imported/onnx-session.js';
import { random } from '../../../src/lib/random.js';
import { hasPythonPackages, python } from '../../helpers/python.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';
import { expectClose, valuesOf } from '../../learn/numerics.js';
import { smallNets, traced } from './traced-nets.js';

/** Checks each model, looks for every operator in the standard, and runs it on some images. */
const program = `
import json, sys
import numpy, onnx, onnxruntime
found = []
for path, pixels, shape in json.load(sys.stdin):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(path)
    logits = session.run(None, {"pixels": numpy.array(pixels, numpy.float32).reshape(shape)})
    found.append({"logits": logits[0].ravel().tolist(), "input": session.get_inputs()[0].shape,
                  "metadata": {entry.key: entry.value for entry in model.metadata_props}})
print(json.dumps(found))
`;

/** Each needs a runtime of its own; all of them go through another one below. */
const some = smallNets.filter(([name]) => ['mlp', 'resnet of odd images', 'mobilenet', 'vit'].includes(name));

beforeAll(async () => {
  await startEngine('cpu', { threads: 1 });
});
afterAll(closeSessions);

describe('an ONNX model', () => {
  it.each(some)('of %s gives the logits of the net when kd reads it', (_, configured, input) => {
    const { graph, pixels, shape, logits } = traced(configured, input);

    const net = openOnnx(onnxModel(graph, '', {}));

    const call = { training: false, random: random(0) };
    expect(net).toMatchObject({ input, classes: 4 });
    expectClose(
      tidy(() => valuesOf(net.apply(tensor([...pixels], [...shape]), call).logits)),
      logits,
    );
  });

  it.skipIf(!hasPythonPackages('numpy', 'onnx', 'onnxruntime'))(
    'of each net passes the checker of ONNX and gives its logits in ONNX Runtime, for any batch',
    () => {
      const folder = temporaryFolder();
      const nets = smallNets.map(([, configured, input]) => traced(configured, input));
      const questions = nets.map(({ graph, pixels, shape }, index) => {
        const path = join(folder, `${index}.onnx`);
        writeFileSync(path, onnxModel(graph, 'a net', { classes: '["a"]' }));
        return [path, pixels, shape];
      });

      const answers = JSON.parse(python(program, questions)) as {
        logits: number[];
        input: unknown;
        metadata: object;
      }[];

      answers.forEach(({ logits, input, metadata }, index) => {
        expectClose(logits, nets[index]!.logits);
        expect(input).toEqual(['batch', ...nets[index]!.graph.input]);
        expect(metadata).toEqual({ classes: '["a"]' });
      });
    },
  );
});
