/* How long reading a file takes: `npm run build && node bench/grammar.js`. Times are of this machine; the ratios count. */

const start = performance.now();
const { parse, print } = await import('../dist/grammar/index.js');
const loaded = performance.now();

const block = `teacher wide { net resnet(depth: 14, width: 32)  train { epochs budget }  require accuracy >= 88% }
experiment weighting {
  about     "concept weighting against plain averaging"   # a comment
  strategy  each [none, kd { temperature each [2, 4, 8] }, iekd, careful]
  train     { epochs 20  batch 128  optimizer sgd(lr: 0.05, momentum: 0.9, weight-decay: 5e-4)  schedule cosine }
  seed      each 1..5
  exclude   { strategy kd { temperature 8 }  seed 5 }
}
`;
const lines = 10_000;
const valid = block.repeat(lines / 8);
const source = text => ({ path: 'bench.kd', text });
const milliseconds = work => {
  const before = performance.now();
  work();
  return performance.now() - before;
};

parse(source('teacher wide { net mlp(3) }'));
const first = performance.now() - loaded;
const cold = milliseconds(() => parse(source(valid)));
const warm = Math.min(...Array.from({ length: 5 }, () => milliseconds(() => parse(source(valid)))));
const { tree } = parse(source(valid));
const printing = milliseconds(() => print(tree));
const oneMistake = milliseconds(() => parse(source(`${valid}teacher last { net mlp(3`)));

console.log(`load the module              ${(loaded - start).toFixed(0)} ms`);
console.log(`make the parser, first file  ${first.toFixed(0)} ms`);
console.log(`${lines} lines, cold            ${cold.toFixed(0)} ms`);
console.log(`${lines} lines, warm            ${warm.toFixed(0)} ms`);
console.log(`${lines} lines, brackets broken ${oneMistake.toFixed(0)} ms (${(oneMistake / warm).toFixed(2)} x warm)`);
console.log(`print them                   ${printing.toFixed(0)} ms`);

for (const piece of ['[', 'a ', '1 ', '1\n', 'a(', '"', '"\n', '@ ', 'a: ', '(]']) {
  const small = source(piece.repeat(50_000));
  const large = source(piece.repeat(200_000));
  milliseconds(() => parse(small));
  const ratio = milliseconds(() => parse(large)) / milliseconds(() => parse(small));
  console.log(`nothing but ${JSON.stringify(piece).padEnd(6)} 4 times as long takes ${ratio.toFixed(1)} times`);
}
