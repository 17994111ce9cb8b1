import { engine, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';

/** One kernel whose result depends on the images, and that was run for itself, not as a part of another. */
export interface KernelCall {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, KernelInput>>;
  readonly attributes: NamedAttrMap;
  readonly result: Pick<Tensor, 'id' | 'shape'>;
}

export interface KernelInput extends Pick<Tensor, 'id' | 'shape'> {
  /** Of what does not depend on the images. */
  readonly values?: Float32Array;
}

type RunKernel = (
  kernel: string,
  inputs: Readonly<Record<string, Tensor | null | undefined>>,
  attributes?: NamedAttrMap,
) => Tensor | Tensor[];

/** Runs a function and hears of the kernels of TensorFlow.js that it runs on images, in their order. */
export function recordKernels(images: Tensor, act: () => void): readonly KernelCall[] {
  const calls: KernelCall[] = [];
  const dependent = new Set([images.id]);
  const keeper = engine() as unknown as { runKernel: RunKernel };
  const runKernel = keeper.runKernel.bind(keeper);

  const record = (
    kernel: string,
    given: readonly [string, Tensor][],
    attributes: NamedAttrMap,
    all: Tensor[],
  ): void => {
    if (!given.some(([, { id }]) => dependent.has(id))) return;
    for (const { id } of all) dependent.add(id);
    const [result] = all;
    // At once: an operation disposes of numbers that it made tensors of.
    const inputs = given.map(([name, tensor]) => [name, dependent.has(tensor.id) ? tensor : readNow(tensor)] as const);
    if (result) calls.push({ kernel, inputs: Object.fromEntries(inputs), attributes, result });
  };

  let depth = 0;
  keeper.runKernel = (kernel, inputs, attributes = {}) => {
    depth++;
    try {
      const result = runKernel(kernel, inputs, attributes);
      const given = Object.entries(inputs).flatMap(([name, tensor]) => (tensor ? [[name, tensor] as const] : []));
      if (depth === 1) record(kernel, given as [string, Tensor][], attributes, [result].flat());
      return result;
    } finally {
      depth--;
    }
  };
  try {
    act();
  } finally {
    // What is left is the method of its class.
    Reflect.deleteProperty(keeper, 'runKernel');
  }
  return calls;
}

const readNow = (tensor: Tensor): KernelInput => ({
  id: tensor.id,
  shape: tensor.shape,
  values: Float32Array.from(tensor.dataSync()),
});
