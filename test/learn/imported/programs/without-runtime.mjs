/** Opens an ONNX net where the package onnxruntime-web cannot be found, and prints what is said of it. */
import { readFileSync } from 'node:fs';
import { openOnnx } from '../../../../dist/src/learn/imported/onnx-net.js';

try {
  openOnnx(readFileSync(process.argv[2]));
} catch (error) {
  process.stdout.write(`${error.reason}: ${error.message}\n`);
}
process.exit();
