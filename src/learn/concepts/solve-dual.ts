/** A linear function of rows x_i, as sums over them: f(x) = Σ_i weights_i x_i·x + bias. */
export interface DualSolution {
  readonly weights: Float64Array;
  readonly bias: number;
}

/**
 * Weighted ridge regression in the space of the rows, where there are far fewer rows than features: the w and b that
 * minimize Σ_i c_i (t_i − w·x_i − b)² + ‖w‖² are w = Σ_i a_i x_i with (G + diag(1/c)) a + b·1 = t and Σ a = 0. Solved
 * by Cholesky's factors of G + diag(1/c), which is positive definite.
 *
 * @param gram x_i·x_j, [rows × rows]
 * @param diagonal 1/c_i, all above 0
 * @param targets t_i
 */
export function solveDual(gram: Float64Array, diagonal: Float64Array, targets: Float64Array): DualSolution {
  const factor = cholesky(gram, diagonal);
  const ofTargets = solve(factor, targets);
  const ofOnes = solve(factor, new Float64Array(targets.length).fill(1));
  const bias = sum(ofTargets) / sum(ofOnes);
  return { weights: ofTargets.map((value, at) => value - bias * (ofOnes[at] ?? 0)), bias };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** The lower triangle L with L·Lᵀ = G + diag. */
function cholesky(gram: Float64Array, diagonal: Float64Array): Float64Array {
  const size = diagonal.length;
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let rest = (gram[row * size + column] ?? 0) + (row === column ? (diagonal[row] ?? 0) : 0);
      for (let at = 0; at < column; at++) rest -= (factor[row * size + at] ?? 0) * (factor[column * size + at] ?? 0);
      factor[row * size + column] = row === column ? Math.sqrt(rest) : rest / (factor[column * size + column] ?? 1);
    }
  return factor;
}

function solve(factor: Float64Array, targets: Float64Array): Float64Array {
  const size = targets.length;
  const result = targets.slice();
  for (let row = 0; row < size; row++) {
    let rest = result[row] ?? 0;
    for (let at = 0; at < row; at++) rest -= (factor[row * size + at] ?? 0) * (result[at] ?? 0);
    result[row] = rest / (factor[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row--) {
    let rest = result[row] ?? 0;
    for (let at = row + 1; at < size; at++) rest -= (factor[at * size + row] ?? 0) * (result[at] ?? 0);
    result[row] = rest / (factor[row * size + row] ?? 1);
  }
  return result;
}
