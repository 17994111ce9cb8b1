/* A plan of 100,000 trials: at most 5 s and 1 GB. `npm run build && node bench/plan.js` */
import { checkFiles } from '../dist/src/check/index.js';
import { numericsOf, planExperiments } from '../dist/src/plan/index.js';
import { readerOf } from './reader-of.js';

const text = `experiment large {
  dataset  mnist
  teachers [mlp(512, 512), cnn(16, 32, 64)]
  student  each [mlp(16), mlp(32), mlp(64), mlp(128), cnn(8, 16)]
  strategy each [none, kd { temperature each [1, 2, 4, 8]  alpha each [0.1, 0.3, 0.5, 0.7, 0.9] }]
  train    { epochs each [10, 20]  optimizer sgd(lr: each [0.01, 0.02, 0.05, 0.1, 0.2]) }
  seed     each 1..96
  measure  [accuracy, nll]
}
`;
const reader = readerOf(text);

const start = performance.now();
const { experiments, diagnostics } = checkFiles(['/bench.kd'], reader);
if (experiments.length === 0) throw new Error(diagnostics[0]?.message);
const checked = performance.now();
const { plan } = planExperiments(experiments, {
  numerics: numericsOf({ name: 'wasm', version: '4.22.0' }, 1),
  fingerprint: () => 'bench',
  fileFingerprint: () => 'bench',
});
const planned = performance.now();
const trials = plan.experiments[0].trials.length;
const seconds = milliseconds => `${(milliseconds / 1000).toFixed(2)} s`;

console.log(`${trials} trials, ${plan.jobs.length} jobs`);
console.log(`check   ${seconds(checked - start)}`);
console.log(`plan    ${seconds(planned - checked)} (${(((planned - checked) * 1000) / trials).toFixed(1)} µs a trial)`);
console.log(`memory  ${(process.resourceUsage().maxRSS / 1e6).toFixed(2)} GB at most`);
