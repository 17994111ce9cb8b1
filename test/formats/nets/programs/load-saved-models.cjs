// Reads [folder, pixels, shape] of several SavedModels and prints their logits, by the binding of TensorFlow named.
const { readFileSync } = require('node:fs');
const util = require('node:util');

util.isArray ??= Array.isArray; // gone in Node 23, and the binding calls it
util.isNullOrUndefined ??= value => value === null || value === undefined;
const tf = require(process.argv[2]);

async function main() {
  const found = [];
  for (const [folder, pixels, shape] of JSON.parse(readFileSync(0, 'utf8'))) {
    const model = await tf.node.loadSavedModel(folder);
    found.push(Array.from(model.predict({ pixels: tf.tensor(pixels, shape) }).logits.dataSync()));
  }
  process.stdout.write(JSON.stringify(found));
}

main();
