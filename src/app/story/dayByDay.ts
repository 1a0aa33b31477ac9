// What the unit of a one-unit network holds on each day, for one case: the model's own steps, without the way back.

import { cells } from "../../model/cells/index.ts";
import { drawBase, scaleParameters } from "../../model/network.ts";
import { Passage } from "../../model/passage.ts";
import { pointParametersOf, structureOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";

/** One day of one case. */
export interface Day {
  readonly price: number;
  /** The state of the day before times the feedback weight. */
  readonly fromLoop: number;
  readonly state: number;
}

/** The days of case `b` (from 0) of a network with one unit, its axes ignored. */
export function daysOf(spec: SweepSpec, b: number): Day[] {
  const { problem, baseInit, seed } = structureOf(spec);
  const { scales, unroll } = pointParametersOf(spec);
  const parameters = scaleParameters(drawBase(baseInit, problem.sizes, seed, 0), scales, problem.sizes);
  const passage = new Passage(cells[problem.sizes.cell], problem.activation, 1, Float64Array);
  const tape = passage.newTape(unroll);
  const { values, exponents } = tape.states[0];
  const stateAt = (t: number) => values[t] * 2 ** exponents[t];
  exponents[0] = 0;
  return Array.from({ length: unroll }, (_, i) => {
    const price = problem.data.input(i + 1, unroll, b, 0);
    passage.forward(
      parameters,
      tape,
      i + 1,
      Float64Array.of(parameters.weight_ih[0] * price + parameters.bias[0]),
    );
    return { price, fromLoop: parameters.weight_hh[0] * stateAt(i), state: stateAt(i + 1) };
  });
}
