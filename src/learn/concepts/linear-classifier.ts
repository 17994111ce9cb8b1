import { dot } from './activations.js';
import { type DualSolution, solveDual } from './solve-dual.js';

/** A direction w that tells rows of label 1 from those of label −1, and the number that w·x is compared with. */
export interface LinearClassifier {
  readonly direction: Float64Array;
  readonly bias: number;
}

export type FitClassifier = (rows: readonly Float64Array[], labels: Float64Array, l2: number) => LinearClassifier;

/** Least squares to the labels: mean of (y − w·x − b)² + l2·‖w‖². With equal sides it is linear discriminant analysis. */
export const ridge: FitClassifier = (rows, labels, l2) => {
  const diagonal = new Float64Array(rows.length).fill(l2 * rows.length);
  return inFeatures(rows, solveDual(gramOf(rows), diagonal, labels));
};

/** The difference of the means of both sides (Haufe et al., 2014, the "pattern"), halfway between which it decides. */
export const pattern: FitClassifier = (rows, labels) => {
  const counts = [1, -1].map(side => labels.filter(label => label === side).length);
  const share = labels.map(label => label / ((label > 0 ? counts[0] : counts[1]) ?? 1));
  const { direction } = inFeatures(rows, { weights: share, bias: 0 });
  const middle = rows.reduce((sum, row, at) => sum + Math.abs(share[at] ?? 0) * dot(row, direction), 0) / 2;
  return { direction, bias: -middle };
};

const mostSteps = 100;
const tolerance = 1e-8;
/** A row that is told apart beyond doubt would weigh nothing, and its equation be without bounds. */
const leastWeight = 1e-9;

/**
 * Logistic regression: mean of log(1 + exp(−y (w·x + b))) + l2/2·‖w‖², by Newton's method, each step of which is a
 * weighted ridge regression, cut back until the objective falls.
 */
export const logistic: FitClassifier = (rows, labels, l2) => {
  const gram = gramOf(rows);
  let at: DualSolution = { weights: new Float64Array(rows.length), bias: 0 };
  let outputs: Float64Array = new Float64Array(rows.length);
  let loss = objective(at, outputs, labels, l2);
  for (let step = 0; step < mostSteps; step++) {
    const next = newtonStep(gram, outputs, labels, l2);
    for (let length = 1; ; length /= 2) {
      const moved = between(at, next, length);
      const itsOutputs = outputsOf(gram, moved);
      const itsLoss = objective(moved, itsOutputs, labels, l2);
      if (itsLoss > loss && length > 1e-6) continue;
      const gain = loss - itsLoss;
      if (gain > 0) [at, outputs, loss] = [moved, itsOutputs, itsLoss];
      if (gain <= tolerance * Math.abs(loss)) return inFeatures(rows, at);
      break;
    }
  }
  return inFeatures(rows, at);
};

/** Where the quadratic that fits the objective at some outputs has its minimum. */
function newtonStep(gram: Float64Array, outputs: Float64Array, labels: Float64Array, l2: number): DualSolution {
  const diagonal = new Float64Array(labels.length);
  const targets = labels.map((label, row) => {
    const output = outputs[row] ?? 0;
    const probability = 1 / (1 + Math.exp(-output));
    const weight = Math.max(probability * (1 - probability), leastWeight);
    diagonal[row] = (l2 * labels.length) / weight;
    return output + ((label > 0 ? 1 : 0) - probability) / weight;
  });
  return solveDual(gram, diagonal, targets);
}

function objective({ weights }: DualSolution, outputs: Float64Array, labels: Float64Array, l2: number): number {
  let loss = 0;
  let square = 0;
  outputs.forEach((output, row) => {
    const margin = (labels[row] ?? 0) * output;
    loss += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    square += (weights[row] ?? 0) * output;
  });
  // ‖w‖² = Σ a_i (f_i − b), and Σ a = 0
  return loss / outputs.length + (l2 / 2) * square;
}

const between = (a: DualSolution, b: DualSolution, part: number): DualSolution => ({
  weights: a.weights.map((value, row) => value + part * ((b.weights[row] ?? 0) - value)),
  bias: a.bias + part * (b.bias - a.bias),
});

const outputsOf = (gram: Float64Array, { weights, bias }: DualSolution): Float64Array =>
  weights.map((_, row) => dot(gram.subarray(row * weights.length, (row + 1) * weights.length), weights) + bias);

function gramOf(rows: readonly Float64Array[]): Float64Array {
  const gram = new Float64Array(rows.length ** 2);
  rows.forEach((row, at) => {
    for (let other = 0; other <= at; other++) {
      const product = dot(row, rows[other] ?? row);
      gram[at * rows.length + other] = product;
      gram[other * rows.length + at] = product;
    }
  });
  return gram;
}

function inFeatures(rows: readonly Float64Array[], { weights, bias }: DualSolution): LinearClassifier {
  const direction = new Float64Array(rows[0]?.length ?? 0);
  rows.forEach((row, at) => {
    const weight = weights[at] ?? 0;
    for (let feature = 0; feature < direction.length; feature++)
      direction[feature] = (direction[feature] ?? 0) + weight * (row[feature] ?? 0);
  });
  return { direction, bias };
}
