/*
 * Checking a file of 200 lines (at most 50 ms beyond start-up) and of 10,000 (at most 1 s), each in a fresh process.
 * `npm run build && node bench/check.js`
 */
import { execFileSync } from 'node:child_process';

import { readerOf } from './reader-of.js';

const checkFiles = '../dist/src/check/index.js';

if (process.argv[2]) await measure(Number(process.argv[2]));
else {
  const [small, large] = [200, 10_000].map(lines => {
    const times = Array.from({ length: 5 }, () =>
      JSON.parse(execFileSync(process.execPath, [import.meta.filename, lines], { encoding: 'utf8' })),
    );
    return times.sort((a, b) => a.check - b.check)[2];
  });
  console.log(`load the checker     ${small.load.toFixed(0)} ms`);
  console.log(`check 200 lines      ${small.check.toFixed(0)} ms, warm ${small.warm.toFixed(1)} ms`);
  console.log(`check 10,000 lines   ${large.check.toFixed(0)} ms, warm ${large.warm.toFixed(0)} ms`);
  console.log(`50 times the lines take ${(large.warm / small.warm).toFixed(1)} times as long, warm`);
}

async function measure(lines) {
  const start = performance.now();
  const { checkFiles: check } = await import(checkFiles);
  const loaded = performance.now();
  const reader = readerOf(fileOf(lines));
  const run = () => {
    const before = performance.now();
    const { experiments, diagnostics } = check(['/bench.kd'], reader);
    if (experiments.length === 0) throw new Error(JSON.stringify(diagnostics[0]?.message));
    return performance.now() - before;
  };
  const first = run();
  console.log(JSON.stringify({ load: loaded - start, check: first, warm: Math.min(run(), run(), run()) }));
}

/** Experiments of twenty lines, laid out as people do: 25 trials each. */
function fileOf(lines) {
  const block = index => `# Question ${index}
teacher wide-${index} { net mlp(512, 512)  train { epochs 12 }  require accuracy >= 88% }
student tiny-${index} { net cnn(channels: [8, 16, 32]) }

experiment question-${index} {
  about    "concept weighting against plain averaging"
  dataset  mnist {
    validation  5000
    augment     [shift(2), flip]
  }
  teachers [wide-${index}, mlp(64)]
  student  tiny-${index}
  strategy each [none, kd { temperature each [2, 4, 8] }, kd { weigh confidence }]
  train    { epochs 20  batch 128  optimizer sgd(lr: 0.05, momentum: 0.9, weight-decay: 5e-4)  schedule cosine }
  seed     each 1..5
  measure  [accuracy, nll, ece, agreement, params]
  compare  { against none  by accuracy }
  limits   { time 2h  retries 2 }
}

`;
  return Array.from({ length: lines / 20 }, (_, index) => block(index)).join('');
}
