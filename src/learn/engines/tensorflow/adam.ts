import { backend } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Kernel } from './kernel.js';
import { attributesOf, type NodeBackend } from './operation.js';

/**
 * The operation `AdamUpdate` in one pass over the numbers. TensorFlow keeps what its optimizers move in resources: the
 * three tensors are put into three of them, moved, and taken out again; none of that copies more than once.
 */
export const adamUpdate: Kernel = ({ variable, mean, square, gradient }, { beta1, beta2, epsilon, rate }) => {
  const node = backend() as NodeBackend;
  const raw = rawOf(node);
  const moved = [variable, mean, square].map(tensor => must(tensor, 'what Adam moves'));
  const ids = node.getInputTensorIds([...moved, must(gradient, 'gradient')]);
  raw.places.forEach((place, index) => void raw.run('AssignVariableOp', raw.typed, [place, must(ids[index], 'id')], 0));
  // Adam's own corrections are in rate and ε already: of powers that are 0 TensorFlow makes none.
  const numbers = [0, 0, rate, beta1, beta2, epsilon].map(value => raw.scalar(Number(value)));
  raw.run('ResourceApplyAdam', raw.applied, [...raw.places, ...numbers, must(ids[3], 'gradient')], 0);
  return raw.places.map(place =>
    node.createOutputTensor(must(raw.run('ReadVariableOp', raw.typed, [place], 1)[0], 'w')),
  );
};

/** Operations on handles that TensorFlow.js never sees. */
interface Raw {
  /** Resources for what is moved and its two averages. */
  readonly places: readonly number[];
  readonly typed: readonly object[];
  readonly applied: readonly object[];
  run(name: string, attributes: readonly object[], inputs: readonly number[], outputs: number): { id: number }[];
  /** A number as a tensor; the few last ones are kept. */
  scalar(value: number): number;
}

let opened: Raw | undefined;

function rawOf(node: NodeBackend): Raw {
  if (opened) return opened;
  const { binding } = node;
  const run: Raw['run'] = (name, attributes, inputs, outputs) => binding.executeOp(name, attributes, inputs, outputs);
  const place = (name: string): number => {
    const attributes = { dtype: { type: 'float32' }, shape: { shape: [] }, shared_name: { string: name } } as const;
    return must(run('VarHandleOp', attributesOf({ ...attributes, container: { string: '' } }, node), [], 1)[0], name)
      .id;
  };
  const scalars = new Map<number, number>();
  opened = {
    places: ['kd/adam/variable', 'kd/adam/mean', 'kd/adam/square'].map(place),
    typed: attributesOf({ dtype: { type: 'float32' } }, node),
    applied: attributesOf(
      { T: { type: 'float32' }, use_locking: { bool: false }, use_nesterov: { bool: false } },
      node,
    ),
    run,
    scalar(value) {
      const known = scalars.get(value);
      scalars.delete(value); // what was asked for last stands last
      if (known !== undefined) {
        scalars.set(value, known);
        return known;
      }
      const [oldest] = scalars;
      if (oldest && scalars.size >= 16) {
        scalars.delete(oldest[0]);
        binding.deleteTensor(oldest[1]);
      }
      const made = binding.createTensor([], must(binding.TF_FLOAT, 'TF_FLOAT'), new Float32Array([value]));
      scalars.set(value, made);
      return made;
    },
  };
  return opened;
}
