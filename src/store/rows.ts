// Blocks of numbers inside larger ones: how a box of results lies in a padded chunk, in a whole grid, in a tile that it is part of.

/** An array in C order, and where in it a block begins. */
export interface Placed {
  readonly shape: readonly number[];
  readonly start: readonly number[];
}

/**
 * Visits the rows of a block (its runs along the last dimension), with the flat places at which each begins in two arrays
 * that hold it; a block without dimensions is one row of one number.
 */
export function eachRow(
  count: readonly number[],
  a: Placed,
  b: Placed,
  visit: (inA: number, inB: number, length: number) => void,
): void {
  const last = count.length - 1;
  if (last < 0) {
    visit(0, 0, 1);
    return;
  }
  const strides = [stridesOf(a.shape), stridesOf(b.shape)];
  const flat = (at: Placed, stride: readonly number[]) =>
    at.start.reduce((sum, k, d) => sum + k * stride[d], 0);
  let inA = flat(a, strides[0]);
  let inB = flat(b, strides[1]);
  const steps = count.map(() => 0);
  const rows = count.slice(0, last).reduce((all, n) => all * n, 1);
  for (let row = 0; row < rows; row++) {
    visit(inA, inB, count[last]);
    for (let d = last - 1; d >= 0; d--) {
      inA += strides[0][d];
      inB += strides[1][d];
      if (++steps[d] < count[d]) break;
      inA -= count[d] * strides[0][d];
      inB -= count[d] * strides[1][d];
      steps[d] = 0;
    }
  }
}

/** How far one step along each dimension goes. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let d = shape.length - 2; d >= 0; d--) strides[d] = strides[d + 1] * shape[d + 1];
  return strides;
}
