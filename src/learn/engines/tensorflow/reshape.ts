import { backend, type Tensor, util } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Kernel } from './kernel.js';
import { attributesOf, type NodeBackend } from './operation.js';

/**
 * The same values in another shape. The binding's own kernel makes a tensor of the shape each time, which costs more than
 * the reshaping; a few hundred shapes are all that a training needs.
 */
export const reshape: Kernel = ({ x: given }, { shape }) => {
  const x = must(given, 'x');
  const node = backend() as NodeBackend;
  const wanted = util.inferFromImplicitShape(shape as number[], x.size);
  const inputs = [...node.getInputTensorIds([x]), shapeTensor(wanted, node)];
  const attributes = attributesOf({ T: { type: x.dtype }, Tshape: { type: 'int32' } }, node);
  return node.createOutputTensor(must(node.binding.executeOp('Reshape', attributes, inputs, 1)[0], 'x')) as Tensor;
};

const shapes = new Map<string, number>();

function shapeTensor(shape: readonly number[], { binding }: NodeBackend): number {
  const key = shape.join();
  const known = shapes.get(key);
  if (known !== undefined) return known;
  if (shapes.size >= 500) {
    for (const id of shapes.values()) binding.deleteTensor(id);
    shapes.clear();
  }
  const made = binding.createTensor([shape.length], binding.TF_INT32, Int32Array.from(shape));
  shapes.set(key, made);
  return made;
}
