/**
 * What a training step costs: forward, cross-entropy, backward and Adam, in milliseconds, beside PyTorch on one thread
 * in the same run where Python has it. Run by `npm run bench`, or after `npm run build` by `node bench/training.js`.
 */
import { spawnSync } from 'node:child_process';
import { dispose, tensor, tensor1d, variableGrads } from '@tensorflow/tfjs-core';

import { startEngine } from '../dist/src/learn/engines/index.js';
import { crossEntropy } from '../dist/src/learn/losses/index.js';
import { createNet } from '../dist/src/learn/nets/index.js';
import { createOptimizer } from '../dist/src/learn/optimizers/index.js';
import { random } from '../dist/src/lib/random.js';

const input = [28, 28, 1];
const nets = [
  { title: 'cnn(16, 32, 64)', name: 'cnn', settings: { channels: [16, 32, 64], dropout: 0 }, batch: 64 },
  { title: 'mlp(512, 512)', name: 'mlp', settings: { hidden: [512, 512], dropout: 0 }, batch: 128 },
  { title: 'mlp(32)', name: 'mlp', settings: { hidden: [32], dropout: 0 }, batch: 128 },
];
const adam = { name: 'adam', settings: { lr: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } };

/** Milliseconds of a step: the median and the fastest of many, the first few left out. */
function measure(takeStep, steps = 60, warmup = 10) {
  const times = [];
  for (let step = 0; step < warmup + steps; step++) {
    const begun = performance.now();
    takeStep(step);
    if (step >= warmup) times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { median: times[steps / 2], fastest: times[0] };
}

function measureNet({ batch, ...configured }) {
  const stream = random(1);
  const net = createNet(configured, input, 10, stream);
  const optimizer = createOptimizer(adam, net.variables);
  const pixels = Float32Array.from({ length: batch * 784 }, (_, at) => stream.uniform(at));
  const images = tensor(pixels, [batch, ...input]);
  const labels = tensor1d(
    Int32Array.from({ length: batch }, (_, at) => at % 10),
    'int32',
  );
  const variables = net.variables.map(({ variable }) => variable);
  return measure(step => {
    const call = { training: true, random: stream.for('step', step) };
    const { value, grads } = variableGrads(() => crossEntropy(net.apply(images, call).logits, labels), variables);
    const named = net.variables.map(({ name, variable }) => [name, grads[variable.name]]);
    optimizer.step(Object.fromEntries(named), 0.001);
    value.dataSync();
    dispose([value, grads]);
  });
}

const pytorch = `
import json, time, torch
from torch import nn
torch.set_num_threads(1)
class Same(nn.Module):
    def forward(self, x): return nn.functional.pad(x, (0, 1, 0, 1))
def conv(a, b, stride): return [nn.Conv2d(a, b, 3, 1, 1)] if stride == 1 else [Same(), nn.Conv2d(a, b, 3, 2)]
relu = nn.ReLU
cnn = nn.Sequential(*conv(1, 16, 1), relu(), *conv(16, 32, 2), relu(), *conv(32, 64, 2), relu(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
wide = nn.Sequential(nn.Flatten(), nn.Linear(784, 512), relu(), nn.Linear(512, 512), relu(), nn.Linear(512, 10))
small = nn.Sequential(nn.Flatten(), nn.Linear(784, 32), relu(), nn.Linear(32, 10))
found = []
for net, batch in ((cnn, 64), (wide, 128), (small, 128)):
    optimizer = torch.optim.Adam(net.parameters())
    images, labels, times = torch.rand(batch, 1, 28, 28), torch.arange(batch) % 10, []
    for step in range(70):
        begun = time.perf_counter()
        loss = nn.functional.cross_entropy(net(images), labels)
        optimizer.zero_grad(); loss.backward(); optimizer.step(); loss.item()
        if step >= 10: times.append(1000 * (time.perf_counter() - begun))
    found.append(sorted(times)[len(times) // 2])
print(json.dumps(found))
`;

function measurePytorch() {
  const { status, stdout } = spawnSync('python3', ['-c', pytorch], { encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : [];
}

await startEngine('wasm', { threads: 1 });
const beside = measurePytorch();
for (const [index, { title, ...net }] of nets.entries()) {
  const { median, fastest } = measureNet(net);
  const other = beside[index];
  const ratio = other ? `, PyTorch ${other.toFixed(1)} ms: ${(median / other).toFixed(2)} times as long` : '';
  console.log(
    `a step of ${title}, batch ${net.batch}: ${median.toFixed(1)} ms (fastest ${fastest.toFixed(1)})${ratio}`,
  );
}
