// Scaled numbers against exact integers and plain floats: sum, root, logarithm, and the way back to a plain number.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  exponentOf,
  log2Of,
  log10Of,
  NO_EXPONENT,
  normOf,
  powerOfTwo,
  SCALED_ZERO,
  ScaledAccumulator,
  scaled,
  scaledSqrt,
  scaledSum,
  scaledTimes,
  toNumber,
} from "../../src/model/scaled.ts";
import { LOG_CLOSED_FORM, SCALED } from "./bounds.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const exponent = fc.integer({ min: -200_000, max: 200_000 });
/** Integers that a float64 holds exactly. */
const integer = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });

describe("a scaled number", () => {
  it("has a mantissa of 1 ≤ |m| < 2 and gives any float64 back bit by bit", () => {
    fc.assert(
      fc.property(finite, (x) => {
        const s = scaled(x);
        if (x !== 0) expect(Math.abs(s.mantissa) >= 1 && Math.abs(s.mantissa) < 2).toBe(true);
        expect(toNumber(s) === x).toBe(true);
      }),
    );
    for (const x of [Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, 2 ** -1022, 1.5 * 2 ** -1040]) {
      expect(toNumber(scaled(x))).toBe(x);
    }
  });

  it("is ±Infinity above a float64's range and 0 below it", () => {
    expect(toNumber(scaled(1, 1024))).toBe(Number.POSITIVE_INFINITY);
    expect(toNumber(scaled(-1, 99_999))).toBe(Number.NEGATIVE_INFINITY);
    expect(toNumber(scaled(1, -1076))).toBe(0);
    expect(toNumber(scaled(1, -99_999))).toBe(0);
    expect(toNumber(scaled(1, -1074))).toBe(Number.MIN_VALUE);
  });

  it("sums exactly where a BigInt says the sum fits", () => {
    fc.assert(
      fc.property(integer, integer, fc.integer({ min: 0, max: 12 }), exponent, (a, b, shift, at) => {
        const exact = BigInt(a) * 2n ** BigInt(shift) + BigInt(b);
        const sum = scaledSum(scaled(a, at + shift), scaled(b, at));
        expect(scaled(Number(exact), at)).toEqual(sum);
      }),
    );
  });

  it("sums like plain floats, and keeps the larger of two that are worlds apart", () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const sum = toNumber(scaledSum(scaled(a), scaled(b)));
        const plain = a + b;
        if (Number.isFinite(plain))
          expect(Math.abs(sum - plain)).toBeLessThanOrEqual(SCALED * Math.abs(plain));
      }),
    );
    expect(scaledSum(scaled(1.5, 100_000), scaled(1.25, -100_000))).toEqual({
      mantissa: 1.5,
      exponent: 100_000,
    });
    expect(scaledSum(SCALED_ZERO, scaled(3))).toEqual(scaled(3));
    expect(scaledSum(scaled(3), scaled(-3))).toEqual(SCALED_ZERO);
  });

  it("has a square root whose square is the number, at every magnitude", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), exponent, (x, at) => {
        const s = scaled(x, at);
        const root = scaledSqrt(s);
        const square = scaled(root.mantissa ** 2, 2 * root.exponent);
        expect(Number.isInteger(root.exponent)).toBe(true);
        const ratio = (square.mantissa / s.mantissa) * 2 ** (square.exponent - s.exponent);
        expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(4 * SCALED);
      }),
    );
    expect(toNumber(scaledSqrt(SCALED_ZERO))).toBe(0);
  });

  it("has the logarithms of mantissa and exponent together, and −Infinity for zero alone", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), exponent, (x, at) => {
        const truth = Math.log10(x) + at * Math.log10(2);
        expect(Math.abs(log10Of(scaled(x, at)) - truth)).toBeLessThan(LOG_CLOSED_FORM);
        expect(Math.abs(log2Of(scaled(-x, at)) - (Math.log2(x) + at))).toBeLessThan(LOG_CLOSED_FORM);
        // Control: a neighbour a factor 1 + 1e-6 away is told apart.
        expect(Math.abs(log10Of(scaled(x * (1 + 1e-6), at)) - truth)).toBeGreaterThan(LOG_CLOSED_FORM);
      }),
    );
    expect(log10Of(SCALED_ZERO)).toBe(Number.NEGATIVE_INFINITY);
    expect(log2Of(scaled(0, 5))).toBe(Number.NEGATIVE_INFINITY);
    expect(log10Of(scaled(Number.MIN_VALUE, -100_000))).toBeGreaterThan(-31_000);
  });

  it("is multiplied by plain factors", () => {
    fc.assert(
      fc.property(integer, fc.integer({ min: -4096, max: 4096 }), exponent, (a, factor, at) => {
        expect(scaledTimes(scaled(a, at), factor)).toEqual(scaled(a * factor, at));
      }),
    );
  });
});

describe("exponents", () => {
  it("are floor(log2 |x|), exact down to the smallest subnormal", () => {
    for (let n = -1074; n <= 1023; n++) {
      expect(powerOfTwo(n)).toBe(2 ** n);
      expect(exponentOf(-(2 ** n))).toBe(n);
    }
    expect(exponentOf(2 - Number.EPSILON)).toBe(0);
    expect(exponentOf(Number.MAX_VALUE)).toBe(1023);
    expect(exponentOf(0)).toBe(NO_EXPONENT);
    expect(powerOfTwo(-1075)).toBe(0);
    expect(powerOfTwo(NO_EXPONENT)).toBe(0);
  });
});

describe("norms and accumulators", () => {
  it("are safe from overflow and underflow inside", () => {
    expect(toNumber(normOf(Float64Array.of(3e200, 4e200), 0)) / 5e200).toBeCloseTo(1, 14);
    expect(toNumber(normOf(Float64Array.of(3e-200, 4e-200), 0)) / 5e-200).toBeCloseTo(1, 14);
    expect(normOf(new Float64Array(3), 7)).toEqual(SCALED_ZERO);
    expect(log10Of(normOf(Float64Array.of(1, 0), -100_000))).toBeCloseTo(-100_000 * Math.log10(2), 8);
  });

  it("add terms of any scale in any order", () => {
    const terms: [number, number][] = [
      [1, -5000],
      [1.5, 0],
      [1, -30],
      [-1.25, 3000],
      [1, 2990],
    ];
    const sums = [terms, terms.toReversed()].map((order) => {
      const sum = new ScaledAccumulator(1);
      for (const [mantissa, at] of order) {
        const factor = sum.factorFor(at);
        sum.values[0] += mantissa * factor;
      }
      return scaled(sum.values[0], sum.exponent);
    });
    const truth = scaled(-1.25 + 2 ** -10, 3000);
    for (const sum of sums) expect(sum).toEqual(truth);
  });
});
