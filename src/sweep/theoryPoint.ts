// From a spec to what the theories ask of a network, its axes ignored.

import type { TheoryMatrix, TheoryPoint } from "../model/theory/index.ts";
import { isExplicit } from "./init.ts";
import { unrollOf } from "./point.ts";
import type { ExplicitInit, MatrixInit, SweepSpec } from "./spec.ts";

/** The network of a spec as the theories see it. */
export function theoryPointOf({ model, task, init }: SweepSpec): TheoryPoint {
  const { cell, activation, hidden } = model;
  const common = { cell, activation, hidden, unroll: unrollOf(task) };
  if (isExplicit(init)) {
    return { ...common, ...explicitMatrices(init), bias: Number.NaN, forgetBias: Number.NaN };
  }
  const { bias, forgetBias } = init;
  const matrix = (given: MatrixInit): TheoryMatrix =>
    given.kind === "constant"
      ? { kind: given.kind, scale: given.value }
      : { kind: given.kind, scale: given.gain };
  return {
    ...common,
    recurrent: matrix(init.recurrent),
    input: matrix(init.input),
    readout: matrix(init.readout),
    bias,
    forgetBias,
  };
}

/** A matrix of one number is that number; any other one is more than a theory can tell. */
function explicitMatrices({ parameters }: ExplicitInit) {
  const one = (rows: readonly (readonly number[])[]): TheoryMatrix | null =>
    rows.length === 1 && rows[0].length === 1 ? { kind: "constant", scale: rows[0][0] } : null;
  return {
    recurrent: one(parameters.weight_hh),
    input: one(parameters.weight_ih),
    readout: one(parameters.weight_out),
  };
}
