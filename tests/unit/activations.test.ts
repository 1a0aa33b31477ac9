// Activations and their derivatives as scaled numbers: against Math where it is right, against closed forms beyond.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ActivationName, activations } from "../../src/model/activations/index.ts";
import { log10Of, scaled, toNumber } from "../../src/model/scaled.ts";
import { ACTIVATION, LOG_CLOSED_FORM } from "./bounds.ts";

const names = Object.keys(activations) as ActivationName[];

const heightOf = (name: ActivationName, mantissa: number, exponent = 0) =>
  scaled(activations[name].value(mantissa, exponent), activations[name].valueExponent(mantissa, exponent));
const slopeOf = (name: ActivationName, mantissa: number, exponent = 0) =>
  scaled(
    activations[name].derivative(mantissa, exponent),
    activations[name].derivativeExponent(mantissa, exponent),
  );

const plainValues: Record<ActivationName, (a: number) => number> = {
  tanh: Math.tanh,
  relu: (a) => Math.max(a, 0),
  identity: (a) => a,
  sigmoid: (a) => (a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a))),
};
const plainSlopes: Record<ActivationName, (a: number) => number> = {
  tanh: (a) => 1 / Math.cosh(a) ** 2,
  relu: (a) => (a > 0 ? 1 : 0),
  identity: () => 1,
  sigmoid: (a) => 1 / (2 + Math.exp(a) + Math.exp(-a)),
};

const off = (value: number, truth: number) =>
  value === truth ? 0 : Math.abs(value - truth) / Math.abs(truth);

describe.each(names)("%s", (name) => {
  it("has the value and derivative of its formula for ordinary arguments", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (a) => {
        expect(off(toNumber(heightOf(name, a)), plainValues[name](a))).toBeLessThan(ACTIVATION);
        expect(off(toNumber(slopeOf(name, a)), plainSlopes[name](a))).toBeLessThan(10 * ACTIVATION);
      }),
    );
  });

  it("depends on the argument, not on how mantissa and exponent share it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.integer({ min: -60, max: 60 }),
        (a, shift) => {
          fc.pre(a === 0 || Math.abs(a) > 1e-280);
          const m = a * 2 ** -shift;
          expect(off(toNumber(heightOf(name, m, shift)), toNumber(heightOf(name, a)))).toBe(0);
          expect(off(toNumber(slopeOf(name, m, shift)), toNumber(slopeOf(name, a)))).toBe(0);
        },
      ),
    );
  });

  it("is never NaN, and finite in mantissa and exponent, for arguments of any size", () => {
    const mantissa = fc.oneof(fc.double({ min: -2, max: 2, noNaN: true }), fc.constantFrom(0, -0, 1, -1));
    fc.assert(
      fc.property(mantissa, fc.integer({ min: -200_000, max: 200_000 }), (m, at) => {
        for (const s of [heightOf(name, m, at), slopeOf(name, m, at)]) {
          expect(Number.isFinite(s.mantissa) && Number.isFinite(s.exponent)).toBe(true);
        }
        if (activations[name].bounded)
          expect(Math.abs(toNumber(heightOf(name, m, at)))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("tanh", () => {
  it("is a itself for tiny a, with an exponent no float64 has", () => {
    expect(heightOf("tanh", 1.5, -50_000)).toEqual({ mantissa: 1.5, exponent: -50_000 });
    expect(toNumber(slopeOf("tanh", 1.5, -50_000))).toBe(1);
    expect(off(toNumber(heightOf("tanh", 1e-5)), 1e-5 - 1e-15 / 3)).toBeLessThan(ACTIVATION);
  });

  it("has the slope 4 e^(−2|a|) where it is flat to the last bit, as far as anyone will drive it", () => {
    for (const a of [20, 50, 299, 301, 1000, 1e6, -1e6]) {
      const truth = Math.log10(4) - 2 * Math.abs(a) * Math.LOG10E;
      expect(Math.abs(log10Of(slopeOf("tanh", a)) / truth - 1)).toBeLessThan(LOG_CLOSED_FORM);
      expect(toNumber(heightOf("tanh", a))).toBe(Math.sign(a));
    }
  });

  it("is caught where its slope is taken from the state (control)", () => {
    expect(off(1 - Math.tanh(12) ** 2, plainSlopes.tanh(12))).toBeGreaterThan(10 * ACTIVATION);
  });
});

describe("sigmoid", () => {
  it("keeps e^a for very negative a, and the slope e^(−|a|) on both sides", () => {
    for (const a of [-40, -599, -601, -745, -1000, -1e6]) {
      const truth = a * Math.LOG10E;
      expect(Math.abs(log10Of(heightOf("sigmoid", a)) / truth - 1)).toBeLessThan(LOG_CLOSED_FORM);
      for (const side of [a, -a]) {
        expect(Math.abs(log10Of(slopeOf("sigmoid", side)) / truth - 1)).toBeLessThan(LOG_CLOSED_FORM);
      }
    }
    expect(toNumber(heightOf("sigmoid", 1e6))).toBe(1);
  });
});

describe("relu", () => {
  it("has derivative 0 at 0, from either side of the sign bit", () => {
    for (const zero of [0, -0]) expect(activations.relu.derivative(zero, 0)).toBe(0);
    expect(activations.relu.derivative(Number.MIN_VALUE, 0)).toBe(1);
    expect(activations.relu.derivative(-Number.MIN_VALUE, 0)).toBe(0);
  });
});
