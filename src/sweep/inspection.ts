// Everything there is to know of one network: what `inspect` prints and the page's inspector draws.

import type { Activity } from "../model/activity.ts";
import {
  type GradientMeasurement,
  type GradientMetricName,
  gradientMetrics,
  type ParameterGroup,
  parameterGroups,
  type TrainingMetricName,
} from "../model/metrics/index.ts";
import { countOf, type ParameterName } from "../model/network.ts";
import { exponentOf, log10Of, NO_EXPONENT, powerOfTwo, type Scaled, toNumber } from "../model/scaled.ts";
import { inShapes, rowsOf, type ShapedParameters } from "./shape.ts";
import type { TrainingInspection } from "./trainingInspection.ts";

export interface Inspection {
  readonly engine: string;
  readonly loss: number;
  /** y [B][O]. */
  readonly outputs: readonly (readonly number[])[];
  /** ∂L/∂parameter by name, each in the parameter's shape; the true value is array × 2^log2Scale. */
  readonly gradient: ShapedParameters & { readonly log2Scale: number };
  /** log10 of the gradient's norm, of all parameters and of each group. */
  readonly logGradientNorm: Readonly<Record<"all" | ParameterGroup, number>>;
  /** [T + 1]: log10 ‖∂L/∂s_t‖, t = 0…T. */
  readonly logStateGradient: readonly number[];
  /** [B]: log10 of the spectral norm of ∂s_T/∂s_0 of each sequence. */
  readonly logJacobianNorm: readonly number[];
  /** Every metric of mode gradient, at the initial weights; in mode training those of the run besides. */
  readonly metrics: Readonly<
    Record<GradientMetricName, number> & Partial<Record<TrainingMetricName, number>>
  >;
  /** How alive the units are at the initial weights; null from engines that do not count it. */
  readonly activity: Activity | null;
  /** How many numbers the network has to learn, the same for every unroll length. */
  readonly parameterCount: number;
  /** The whole training run; only in mode training. */
  readonly training?: TrainingInspection;
}

/** Values under one power of two. */
export interface ScaledArray {
  readonly values: ArrayLike<number>;
  readonly exponent: number;
}

/** What an engine measured of one network, in full. */
export interface FullMeasurement {
  readonly engine: string;
  readonly measurement: GradientMeasurement;
  /** y, [B × O] in order. */
  readonly outputs: readonly Scaled[];
  readonly gradient: Readonly<Record<ParameterName, ScaledArray>>;
  readonly shapes: Readonly<Record<ParameterName, readonly number[]>>;
  readonly stateGradient: readonly Scaled[];
  readonly jacobianNorms: readonly Scaled[];
  readonly activity: Activity | null;
}

/** Puts a measurement into the form that is printed and drawn. */
export function inspectionOf(full: FullMeasurement): Inspection {
  const { measurement, outputs, shapes } = full;
  const values = Object.fromEntries(
    Object.entries(gradientMetrics).map(([name, metric]) => [name, metric.value(measurement)]),
  ) as Record<GradientMetricName, number>;
  const groups = Object.keys(parameterGroups) as ParameterGroup[];
  const outputSize = shapes.bias_out[0];
  return {
    engine: full.engine,
    loss: values.loss,
    outputs: rowsOf(outputs.map(toNumber), outputSize),
    gradient: gradientOf(full.gradient, shapes),
    logGradientNorm: {
      all: values.logGradientNorm,
      ...(Object.fromEntries(groups.map((group) => [group, values[`logGradientNorm.${group}`]])) as Record<
        ParameterGroup,
        number
      >),
    },
    logStateGradient: full.stateGradient.map(log10Of),
    logJacobianNorm: full.jacobianNorms.map(log10Of),
    metrics: values,
    activity: full.activity,
    parameterCount: countOf(shapes),
  };
}

/** Where the largest gradient's exponent stays inside this, the arrays are the true values (log2Scale 0). */
const PLAIN_EXPONENT = 500;

/** All gradients under one power of two, in their parameters' shapes. */
function gradientOf(
  gradient: FullMeasurement["gradient"],
  shapes: FullMeasurement["shapes"],
): Inspection["gradient"] {
  let largest = NO_EXPONENT;
  for (const { values, exponent } of Object.values(gradient)) {
    for (let i = 0; i < values.length; i++) {
      if (values[i] !== 0) largest = Math.max(largest, exponentOf(values[i]) + exponent);
    }
  }
  const log2Scale = Math.abs(largest) <= PLAIN_EXPONENT || largest === NO_EXPONENT ? 0 : largest;
  const arrays = inShapes(shapes, (name) => {
    const { values, exponent } = gradient[name];
    // Two factors: an accumulator's exponent may lie far from the size of its values.
    const shift = exponent - log2Scale;
    const half = Math.trunc(shift / 2);
    return Array.from(values, (x) => (x === 0 ? 0 : x * powerOfTwo(half) * powerOfTwo(shift - half)));
  });
  return { ...arrays, log2Scale };
}
