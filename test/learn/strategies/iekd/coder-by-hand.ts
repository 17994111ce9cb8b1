import { dot, total } from '../../losses/against-loops.js';
import { softmax } from '../../losses/by-hand.js';

/** Tokens of one example, or the rows of a matrix of weights. */
export type Rows = readonly (readonly number[])[];

/** Numbers of a coder by the names of its variables. */
export type Weights = (name: string) => readonly number[];

/** x + f(norm(x)) of each part, as loops over plain numbers: attention within, attention across, a hidden layer. */
export function coderByHand(
  tokens: Rows,
  memory: Rows,
  weights: Weights,
  parts: readonly ('within' | 'across')[],
  heads: number,
): Rows {
  const attended = parts.reduce((x, part) => {
    const queries = normed(x, weights, `${part}/norm`);
    return plus(x, attentionByHand(queries, part === 'across' ? memory : queries, weights, `${part}/attention`, heads));
  }, tokens);
  const hidden = linear(normed(attended, weights, 'hidden/norm'), weights, 'hidden/widen').map(row =>
    row.map(geluByHand),
  );
  return plus(attended, linear(hidden, weights, 'hidden/narrow'));
}

function attentionByHand(tokens: Rows, memory: Rows, weights: Weights, name: string, heads: number): Rows {
  const [q, k, v] = [tokens, memory, memory].map((x, at) =>
    linear(x, weights, `${name}/${['query', 'key', 'value'][at]}`),
  ) as [Rows, Rows, Rows];
  const size = q[0]!.length / heads;
  const mixed = q.map(query =>
    Array.from({ length: heads }, (_, head) => {
      const part = (row: readonly number[]): readonly number[] => row.slice(head * size, (head + 1) * size);
      const shares = softmax(
        k.map(key => dot(part(query), part(key))),
        Math.sqrt(size),
      );
      return Array.from({ length: size }, (_, at) => total(v.map((value, other) => shares[other]! * part(value)[at]!)));
    }).flat(),
  );
  return linear(mixed, weights, `${name}/output`);
}

function normed(x: Rows, weights: Weights, name: string): Rows {
  const [scale, offset] = [weights(`${name}/scale`), weights(`${name}/offset`)];
  return x.map(row => {
    const mean = total(row) / row.length;
    const variance = total(row.map(value => (value - mean) ** 2)) / row.length;
    return row.map((value, at) => ((value - mean) / Math.sqrt(variance + 1e-6)) * scale[at]! + offset[at]!);
  });
}

function linear(x: Rows, weights: Weights, name: string): Rows {
  const [matrix, bias] = [weights(`${name}/weights`), weights(`${name}/bias`)];
  return x.map(row =>
    bias.map((start, to) => start + total(row.map((value, from) => value * matrix[from * bias.length + to]!))),
  );
}

const plus = (a: Rows, b: Rows): Rows => a.map((row, at) => row.map((value, place) => value + b[at]![place]!));

/** GELU in its tanh form. */
const geluByHand = (x: number): number => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
