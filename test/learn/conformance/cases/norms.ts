import { engine, ones, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Case } from '../case.js';

const shapes = [
  [3, 4, 5, 8],
  [3, 4, 5, 3],
  [70, 6],
  [2, 1, 1, 1],
] as const;

export const norms: readonly Case[] = shapes.flatMap(shape => {
  const channels = shape.at(-1)!;
  const title = `of ${shape.join(' × ')}`;
  return [
    ...(['linear', 'relu'] as const).flatMap((activation): Case[] => [
      {
        name: `batch norm ${title}, ${activation}`,
        inputs: [shape, [channels], [channels]],
        compute(x, scale, offset): Tensor {
          const averages = { mean: zeros([channels]), variance: ones([channels]) };
          const inputs = { x: x!, scale: scale!, offset: offset!, ...averages };
          return engine().runKernel<Tensor[]>('BatchNorm', inputs, { epsilon: 1e-2, momentum: 0.1, activation })[0]!;
        },
      },
      {
        name: `scaled channels ${title}, ${activation}`,
        inputs: [shape, [channels], [channels]],
        compute: (x, slope, shift): Tensor =>
          engine().runKernel('ScaleChannels', { x: x!, slope: slope!, shift: shift! }, { activation }),
      },
    ]),
    {
      name: `layer norm ${title}`,
      inputs: [[shape[0], channels], [channels], [channels]],
      compute: (x, scale, offset): Tensor =>
        engine().runKernel<Tensor[]>('LayerNorm', { x: x!, scale: scale!, offset: offset! }, { epsilon: 1e-2 })[0]!,
    },
  ];
});
