import { engine, matMul, type Tensor } from '@tensorflow/tfjs-core';
import type { Case } from '../case.js';

/** Products, rows, inner, columns. */
const sizes = [
  [1, 1, 1, 1],
  [1, 5, 7, 3],
  [1, 4, 8, 16],
  [1, 70, 400, 9],
  [6, 5, 3, 10],
] as const;

const sides = [false, true];

export const products: readonly Case[] = sizes.flatMap(([count, rows, inner, columns]) => {
  const title = `${rows} × ${inner} by ${inner} × ${columns}`;
  return [
    ...sides.flatMap(transposeA =>
      sides.map((transposeB): Case => {
        const turned = [transposeA ? 'left' : '', transposeB ? 'right' : ''].filter(Boolean).join(' and ');
        return {
          name: `${count} products of ${title}${turned && `, ${turned} transposed`}`,
          inputs: [
            transposeA ? [count, inner, rows] : [count, rows, inner],
            transposeB ? [count, columns, inner] : [count, inner, columns],
          ],
          compute: (a, b) => matMul(a!, b!, transposeA, transposeB),
        };
      }),
    ),
    ...(['linear', 'relu'] as const).map(
      (activation): Case => ({
        name: `dense layer of ${title}, ${activation}`,
        inputs: [[count, rows, inner].slice(count === 1 ? 1 : 0), [inner, columns], [columns]],
        compute: (x, weights, bias): Tensor =>
          engine().runKernel('Dense', { x: x!, weights: weights!, bias: bias! }, { activation }),
      }),
    ),
  ];
});
