import { logSoftmax, logSumExp, max, mean, softmax, sum } from '@tensorflow/tfjs-core';
import type { Case } from '../case.js';

const inputs = [[4, 3, 6]];

export const reductions: readonly Case[] = [
  ...[[0], [1], [2], [0, 1], [1, 2], [0, 1, 2]].flatMap((axes): Case[] => [
    { name: `sum over ${axes}`, inputs, compute: x => sum(x!, axes) },
    { name: `mean over ${axes}`, inputs, compute: x => mean(x!, axes, true) },
    { name: `largest over ${axes}`, inputs, compute: x => max(x!, axes) },
  ]),
  { name: 'softmax', inputs, compute: x => softmax(x!) },
  { name: 'log-softmax', inputs, compute: x => logSoftmax(x!) },
  { name: 'logarithm of summed exponentials', inputs, compute: x => logSumExp(x!, -1) },
];
