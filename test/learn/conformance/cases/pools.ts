import { avgPool, maxPool, mean, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Case } from '../case.js';

const windows = [
  { size: [6, 6], filter: 2, stride: 2, pad: 'same' },
  { size: [7, 5], filter: 2, stride: 2, pad: 'same' },
  { size: [7, 5], filter: 2, stride: 2, pad: 'valid' },
  { size: [7, 6], filter: 3, stride: 2, pad: 'same' },
  { size: [5, 5], filter: 3, stride: 1, pad: 'valid' },
  { size: [1, 1], filter: 2, stride: 2, pad: 'same' },
] as const;

export const pools: readonly Case[] = windows.flatMap(({ size, filter, stride, pad }) =>
  [1, 4, 7].flatMap((channels): Case[] => {
    const title = `of ${size.join(' × ')} by ${filter}, stride ${stride}, pad ${pad}, ${channels} channels`;
    const inputs = [[3, ...size, channels]];
    return [
      {
        name: `largest ${title}`,
        inputs,
        compute: x => maxPool(x as Tensor4D, filter, stride, pad),
      },
      {
        name: `mean ${title}`,
        inputs,
        compute: x => avgPool(x as Tensor4D, filter, stride, pad),
      },
      { name: `mean over space ${title}`, inputs, compute: x => mean(x!, [1, 2]) },
    ];
  }),
);
