// What activations are held to: float64 truths, floats to try them at, and errors in units in the last place of float32.

/** A function under test. */
export interface Truth {
  truth(x: number): number;
  /** What is smaller than this may be any number between 0 and it. */
  readonly floor?: number;
}

export function sech2(x: number): number {
  const e = Math.exp(-2 * Math.abs(x));
  return (4 * e) / (1 + e) ** 2;
}

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Dense around the joints of the formulas, sparse far out, both signs, every value a float32. */
export const samples: readonly number[] = [
  ...Array.from({ length: 4000 }, (_, i) => (i - 2000) / 200),
  ...Array.from({ length: 2000 }, (_, i) => (i - 1000) / 10),
  ...Array.from({ length: 400 }, (_, i) => 10 ** (-30 + i / 12)).flatMap((x) => [x, -x]),
  ...[0.625, 2 ** -12, 0.34657359, 44, 88, 89, 104].flatMap((x) => [
    x,
    -x,
    x * (1 + 2 ** -23),
    x * (1 - 2 ** -23),
  ]),
]
  .filter((x) => Math.abs(x) <= 300)
  .map(Math.fround);

/** Numbers at the ends of float32, where formulas overflow. */
export const ends: readonly number[] = [0, 1e-38, 87, 128, 1e4, 2 ** 40, 1e30, 3.4e38]
  .flatMap((x) => [x, -x])
  .map(Math.fround);

/** The largest error among `values`, the function's at `xs`, in units in the last place of the true value's own binade. */
export function worstError({ truth, floor = 0 }: Truth, values: readonly number[], xs = samples) {
  let found = { x: 0, actual: 0, expected: 0, ulp: 0 };
  for (const [i, x] of xs.entries()) {
    const expected = truth(x);
    if (expected < floor && values[i] >= 0 && values[i] <= floor) continue;
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(expected))) - 23);
    const ulp = expected === values[i] ? 0 : Math.abs(values[i] - expected) / unit;
    if (!(ulp <= found.ulp)) found = { x, actual: values[i], expected, ulp };
  }
  return found;
}
