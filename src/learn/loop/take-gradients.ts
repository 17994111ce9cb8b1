import { engine, type NamedTensorMap, type Scalar } from '@tensorflow/tfjs-core';
import type { ModuleVariable } from '../module.js';

/**
 * The gradient of a scalar by each of some variables, by name; variables that it does not depend on have none.
 * `tf.variableGrads` would throw where it depends on none of them.
 */
export function takeGradients(loss: () => Scalar, variables: readonly ModuleVariable[]): NamedTensorMap {
  const { grads } = engine().gradients(
    loss,
    variables.map(({ variable }) => variable),
    undefined,
    true,
  );
  const gradients: NamedTensorMap = {};
  variables.forEach(({ name }, index) => {
    const gradient = grads[index];
    if (gradient) gradients[name] = gradient;
  });
  return gradients;
}
