// The story of one training run: what `inspect` prints under `training` and the page's inspector draws.

import type { Activity } from "../model/activity.ts";
import { type TrainingMetricName, trainingMetrics } from "../model/metrics/index.ts";
import type { ParameterName, Parameters } from "../model/network.ts";
import type { TrainingMeasurement } from "../model/training/measurement.ts";
import { type OutcomeName, outcomeOf, outcomes } from "../model/training/outcome.ts";
import type { Inspection } from "./inspection.ts";
import { parametersInShape, type ShapedParameters } from "./shape.ts";

export interface TrainingInspection {
  /** [steps + 1]: the loss after 0, 1, … updates; NaN after a run has diverged. */
  readonly loss: readonly number[];
  /** [steps]: ‖g‖ of each update before clipping; NaN after a run has diverged. */
  readonly gradientNorm: readonly number[];
  /** The outcome as its number, and by name. */
  readonly outcome: number;
  readonly outcomeName: OutcomeName;
  /** NaN if the target was never reached. */
  readonly stepsToTarget: number;
  /** The parameters after the last update, in PyTorch's shapes, and those before the first. */
  readonly parameters: ShapedParameters;
  readonly initialParameters: ShapedParameters;
  /**
   * The first step at which float32 and float64 have parted (their losses differ by over 0.1 %), null if they never do.
   * From the reference it is foretold by a float32 twin, from other engines it is what they themselves did.
   */
  readonly horizon: number | null;
  /** The network after the last update, seen as `mode: "gradient"` sees it. */
  readonly after: TrainedNetwork;
}

/** What a gradient-mode inspection tells of the trained network. */
export type TrainedNetwork = Pick<
  Inspection,
  "loss" | "outputs" | "logGradientNorm" | "logStateGradient" | "logJacobianNorm"
> & { readonly activity: Activity | null };

/** What an engine knows of a run. */
export interface FullTraining {
  readonly measurement: TrainingMeasurement;
  /** The losses and gradient norms that there were: fewer than `steps` where the run diverged. */
  readonly loss: readonly number[];
  readonly gradientNorm: readonly number[];
  readonly start: Parameters;
  readonly end: Parameters;
  readonly shapes: Readonly<Record<ParameterName, readonly number[]>>;
  readonly horizon: number | null;
  readonly after: Inspection;
}

/** An inspection of the initial network, with the story of its training added. */
export function withTraining(before: Inspection, full: FullTraining): Inspection {
  const { measurement, shapes, after, horizon } = full;
  const values = Object.fromEntries(
    Object.entries(trainingMetrics).map(([name, metric]) => [name, metric.value(measurement)]),
  ) as Record<TrainingMetricName, number>;
  const outcomeName = outcomeOf(measurement);
  const { loss, outputs, logGradientNorm, logStateGradient, logJacobianNorm, activity } = after;
  const training: TrainingInspection = {
    loss: padded(full.loss, measurement.steps + 1),
    gradientNorm: padded(full.gradientNorm, measurement.steps),
    outcome: outcomes[outcomeName].value,
    outcomeName,
    stepsToTarget: values.stepsToTarget,
    parameters: parametersInShape(full.end, shapes),
    initialParameters: parametersInShape(full.start, shapes),
    horizon,
    after: { loss, outputs, logGradientNorm, logStateGradient, logJacobianNorm, activity },
  };
  return { ...before, metrics: { ...before.metrics, ...values }, training };
}

/** What a run did not live to see is no number. */
function padded(values: readonly number[], length: number): number[] {
  return [...values, ...new Array<number>(length - values.length).fill(Number.NaN)];
}
