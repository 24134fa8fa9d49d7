/**
 * Logistic regression with a ridge, by Newton's method (iteratively reweighted least squares): few features, so that the exact step is
 * cheap, and nothing is left to chance. `weights[0]` is the bias, which the ridge leaves alone.
 */
export function fit(rows: readonly Float64Array[], labels: readonly number[], ridge: number): Float64Array {
  const n = (rows[0]?.length ?? 0) + 1;
  let weights = new Float64Array(n);
  for (let round = 0; round < 12; round += 1) {
    const gradient = new Float64Array(n);
    const hessian = Array.from({ length: n }, () => new Float64Array(n));
    for (const [index, row] of rows.entries()) addRow(row, labels[index]!, weights, gradient, hessian);
    for (let at = 1; at < n; at += 1) {
      gradient[at]! -= ridge * weights[at]!;
      hessian[at]![at]! += ridge;
    }
    hessian[0]![0]! += 1e-9;
    const step = solve(hessian, gradient);
    weights = weights.map((weight, at) => weight + step[at]!);
  }
  return weights;
}

function addRow(
  row: Float64Array,
  label: number,
  weights: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array[],
): void {
  const x = (at: number) => (at === 0 ? 1 : row[at - 1]!);
  const used: number[] = [0];
  for (let at = 0; at < row.length; at += 1) if (row[at] !== 0) used.push(at + 1);
  const odds = used.reduce((sum, at) => sum + weights[at]! * x(at), 0);
  const chance = 1 / (1 + Math.exp(-odds));
  const weight = Math.max(1e-6, chance * (1 - chance));
  for (const a of used) {
    gradient[a]! += (label - chance) * x(a);
    const line = hessian[a]!;
    for (const b of used) line[b]! += weight * x(a) * x(b);
  }
}

/** Gaussian elimination; the matrix is symmetric and, with its ridge, positive definite. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const rows = matrix.map((row, at) => Float64Array.from([...row, right[at]!]));
  for (let pivot = 0; pivot < n; pivot += 1) {
    const lead = rows[pivot]!;
    for (let at = pivot + 1; at < n; at += 1) {
      const row = rows[at]!;
      const factor = row[pivot]! / lead[pivot]!;
      if (factor !== 0) for (let column = pivot; column <= n; column += 1) row[column]! -= factor * lead[column]!;
    }
  }
  const solution = new Float64Array(n);
  for (let at = n - 1; at >= 0; at -= 1) {
    let sum = rows[at]![n]!;
    for (let column = at + 1; column < n; column += 1) sum -= rows[at]![column]! * solution[column]!;
    solution[at] = sum / rows[at]![at]!;
  }
  return solution;
}
