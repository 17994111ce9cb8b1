// Trains a small net for five steps on noise and prints the hash of its weights.
import { dispose, tensor, tensor1d, variableGrads } from '@tensorflow/tfjs-core';
import { startEngine } from '../../../../dist/src/learn/engines/index.js';
import { crossEntropy } from '../../../../dist/src/learn/losses/index.js';
import { createNet } from '../../../../dist/src/learn/nets/index.js';
import { createOptimizer } from '../../../../dist/src/learn/optimizers/index.js';
import { serializeWeights } from '../../../../dist/src/learn/weights.js';
import { sha256 } from '../../../../dist/src/lib/hash.js';
import { random } from '../../../../dist/src/lib/random.js';

await startEngine('wasm', { threads: 1 });
const stream = random(1);
const net = createNet({ name: 'cnn', settings: { channels: [4, 8], dropout: 0.2 } }, [9, 9, 1], 3, stream);
const settings = { lr: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const optimizer = createOptimizer({ name: 'adam', settings }, net.variables);
const images = tensor(
  Float32Array.from({ length: 8 * 81 }, (_, at) => stream.uniform(at)),
  [8, 9, 9, 1],
);
const labels = tensor1d(
  Int32Array.from({ length: 8 }, (_, at) => at % 3),
  'int32',
);
for (let step = 0; step < 5; step++) {
  const call = { training: true, random: stream.for('step', step) };
  const { value, grads } = variableGrads(() => crossEntropy(net.apply(images, call).logits, labels));
  const named = net.variables.map(({ name, variable }) => [name, grads[variable.name]]);
  optimizer.step(Object.fromEntries(named), 0.01);
  dispose([value, grads]);
}
console.log(sha256((await serializeWeights(net.variables)).bytes));
